import ChargebackModel

extension PriceBook {
  /// The list prices that apply when the user has imported no price table. A report that uses them says so.
  package static let bundled: PriceBook = {
    let table = PriceTable.parse(ListPrices.csv, path: "bundled list prices")
    precondition(table.problems.isEmpty, "the bundled list prices cannot be read: \(table.problems)")
    do {
      return try PriceBook(table.rows)
    } catch {
      preconditionFailure("the bundled list prices are no price book: \(error)")
    }
  }()

  /// The month in which the bundled figures were taken from their source.
  package static let bundledDate = "2026-11"

  /// How many days the bundled figures are old at a moment, counted from the first of their month.
  package static func bundledAge(at moment: Instant) -> Int64 {
    moment.date.daysSince1970 - CivilDate("\(bundledDate)-01")!.daysSince1970
  }
}
