import Aggregation
import ArgumentParser
import ChargebackModel
import Store

/// Which time a report covers.
struct PeriodOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A month.", valueName: "2026-10"))
  var month: String?

  @Option(help: ArgumentHelp("The first day.", valueName: "2026-10-01"))
  var since: String?

  @Option(help: ArgumentHelp("The last day, itself included.", valueName: "2026-10-31"))
  var until: String?

  @Flag(help: "All calls, whenever they were made.")
  var all = false

  @Option(help: ArgumentHelp("Whose midnights begin days and months: an IANA name.", valueName: "zone"))
  var timeZone = "UTC"

  func calendar() throws -> ZoneCalendar {
    guard let calendar = ZoneCalendar(timeZone) else {
      throw Failure.usage("no time zone is called \"\(timeZone)\": use an IANA name such as Europe/Berlin, or UTC")
    }
    return calendar
  }

  func period(_ calendar: ZoneCalendar, of store: Store) throws -> Period {
    let isSpan = since != nil || until != nil
    if [month != nil, isSpan, all].filter({ $0 }).count > 1 {
      throw Failure.usage("--month, --since/--until and --all exclude each other")
    }
    if let month { return try period(ofMonth: month, calendar) }
    let first = try since.map { try day($0, "--since") }
    let last = try until.map { try day($0, "--until") }
    if let first, let last, last < first { throw Failure.usage("--until \(last) lies before --since \(first)") }
    if let first, let last { return calendar.period(from: first, through: last) }
    guard let known = try store.timeRange() else {
      throw Failure.world("\(store.path): the database holds no calls yet; chargeback ingest PATH brings them in")
    }
    let start = first ?? min(calendar.date(of: known.lowerBound), last ?? calendar.date(of: known.lowerBound))
    let end = last ?? max(calendar.date(of: known.upperBound), start)
    return calendar.period(from: start, through: end)
  }

  private func period(ofMonth text: String, _ calendar: ZoneCalendar) throws -> Period {
    guard let first = CivilDate("\(text)-01") else {
      throw Failure.usage("--month takes a month such as 2026-10, not \"\(text)\"")
    }
    let days = CivilDate.daysIn(month: first.month, year: first.year)
    return calendar.period(from: first, through: CivilDate(year: first.year, month: first.month, day: days))
  }

  private func day(_ text: String, _ option: String) throws -> CivilDate {
    guard let date = CivilDate(text) else {
      throw Failure.usage("\(option) takes a day such as 2026-10-31, not \"\(text)\"")
    }
    return date
  }
}
