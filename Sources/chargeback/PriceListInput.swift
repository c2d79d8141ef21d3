import ChargebackModel
import Ingest
import Pricing
import ReportWriters

/// The lists that `prices import` is given: read, their balance printed, and refused where they are wrong.
struct PriceListInput {
  private let lists: [(format: String, list: PriceList)]
  private static let shown = 20

  /// - Parameter from: a day such as `2026-10-01`, for lists that bear no dates.
  init(_ files: [String], from: String?) throws {
    let day = try from.map { text in
      guard let day = CivilDate(text) else { throw Failure.usage("--from \(text) is no day such as 2026-10-01") }
      return day.startUTC
    }
    lists = PriceLists.read(try files.map { ($0, try TextFile.read($0)) }, effectiveFrom: day)
  }

  /// The rows of all lists together.
  ///
  /// A price table is our own: a mistake in it refuses it. Of a list that others wrote, what is not understood is named,
  /// and the rest is taken.
  func rows(_ global: GlobalOptions) throws -> [PriceRow] {
    try Problems.refuse(lists.flatMap(\.list.problems), "nothing was imported")
    for (format, list) in lists where list.balance.read != list.rows.count || !list.remarks.isEmpty {
      let issues = list.remarks + (global.verbose ? list.asides : [])
      for issue in global.verbose ? issues[...] : issues.prefix(PriceListInput.shown) {
        Terminal.error(issue.description.visible)
      }
      if !global.verbose, issues.count > PriceListInput.shown {
        Terminal.error("\(issues.count - PriceListInput.shown) more warnings; --verbose shows them")
      }
      global.say("\(format): \(list.balance.sentence)")
    }
    return lists.flatMap(\.list.rows)
  }
}
