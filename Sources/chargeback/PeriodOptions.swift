import Aggregation
import ArgumentParser
import ChargebackModel
import Store

/// Which time a report covers.
struct PeriodOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A month; also this or last.", valueName: "2026-10"), completion: .list(["this", "last"]))
  var month: String?

  @Option(
    help: ArgumentHelp("The first day; also today, yesterday, 7d, 2w or 3m ago.", valueName: "2026-10-01"),
    completion: .list(["today", "yesterday", "7d", "30d"]))
  var since: String?

  @Option(
    help: ArgumentHelp("The last day, itself included, in the same ways.", valueName: "2026-10-31"),
    completion: .list(["today", "yesterday"]))
  var until: String?

  @Flag(help: "Today alone.")
  var today = false

  @Flag(help: "All calls, whenever they were made.")
  var all = false

  @Option(help: ArgumentHelp("Whose midnights begin days and months: an IANA name (default: UTC).", valueName: "zone"))
  var timeZone: String?

  /// - Parameter setting: what the settings file says, for want of a flag.
  func calendar(_ setting: String?) throws -> ZoneCalendar { try PeriodOptions.calendar(timeZone ?? setting ?? "UTC") }

  static func calendar(_ timeZone: String) throws -> ZoneCalendar {
    guard let calendar = ZoneCalendar(timeZone) else {
      throw Failure.usage("no time zone is called \"\(timeZone)\": use an IANA name such as Europe/Berlin, or UTC")
    }
    return calendar
  }

  /// Whether no period was asked for.
  var areAbsent: Bool { month == nil && since == nil && until == nil && !today && !all }

  /// - Parameters:
  ///   - day: today, by the calendar.
  ///   - isAlone: whether the report was asked for without any choice.
  func period(_ calendar: ZoneCalendar, today day: CivilDate, of store: Store, isAlone: Bool) throws -> Period {
    let isSpan = since != nil || until != nil
    if [month != nil, isSpan, today, all].filter({ $0 }).count > 1 {
      throw Failure.usage("--month, --since/--until, --today and --all exclude each other")
    }
    let known = try store.timeRange()
    if today { return calendar.period(from: day, through: day) }
    if let month = try month.map({ try PeriodOptions.month($0, today: day) })
      ?? (isAlone && known != nil ? Month(day) : nil)
    {
      return calendar.period(from: month.firstDay, through: month.lastDay)
    }
    let first = try since.map { try read($0, "--since", today: day) }
    let last = try until.map { try read($0, "--until", today: day) }
    if let first, let last, last < first { throw Failure.usage("--until \(last) lies before --since \(first)") }
    if let first, let last { return calendar.period(from: first, through: last) }
    guard let known else {
      throw Failure.world("\(store.path): the database holds no calls yet; chargeback ingest PATH brings them in")
    }
    let start = first ?? min(calendar.date(of: known.lowerBound), last ?? calendar.date(of: known.lowerBound))
    let end = last ?? max(calendar.date(of: known.upperBound), start)
    return calendar.period(from: start, through: end)
  }

  static func month(_ text: String, today: CivilDate) throws -> Month {
    switch text {
    case "this": return Month(today)
    case "last": return Month(today).advanced(by: -1)
    default: break
    }
    guard let month = Month(text) else {
      throw Failure.usage("--month takes a month such as 2026-10, this or last, not \"\(text)\"")
    }
    return month
  }

  private func read(_ text: String, _ option: String, today: CivilDate) throws -> CivilDate {
    guard let date = DayOrSpan.read(text, today: today) else {
      throw Failure.usage("\(option) takes a day such as 2026-10-31, yesterday or 7d, not \"\(text)\"")
    }
    return date
  }
}
