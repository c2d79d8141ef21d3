import ChargebackModel

extension Report.Cell {
  /// A share in hundredths of a percent, half of one rounded up; unknown where there is nothing to have a share of.
  static func share(_ part: Int64, of whole: Int64) -> Report.Cell {
    guard whole > 0, part >= 0 else { return .none }
    return .percent(Int64((Int128(part) * 20_000 + Int128(whole)) / (2 * Int128(whole))))
  }

  static func known(_ count: Int64?) -> Report.Cell { count.map(Report.Cell.count) ?? .none }
}
