import Aggregation
import ArgumentParser
import ChargebackModel
import ReportWriters
import Store

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what is wrong or missing, and what to do about it.",
    discussion: """
      EXAMPLE: chargeback doctor --month 2026-10

      Looks at the database itself, the days on which each source tells of no calls, how much of the cost has an objectId, \
      a key only, no price or no usage, how far estimates are from what the service reports, and the age of the prices. \
      Ends with commands to copy, the most pressing first. Without a period it covers all calls.
      """)

  @OptionGroup var periodOptions: PeriodOptions

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Exit with 3 if there is anything to do.")
  var strict = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settingsInForce()
    let calendar = try periodOptions.calendar(settings?.timeZone?.content)
    let store = try global.openExisting()
    let health = try store.health()
    let period =
      try health.content == nil || store.timeRange() == nil
      ? nil : try periodOptions.period(calendar, today: Clock.today(calendar), of: store, isAlone: false)
    let diagnosis = try store.atOneMoment {
      let books = try Books(store, PriceSource.costs(store, currency: settings?.currency?.content))
      return try Diagnosis(health, store, books, period, calendar, isBundled: try store.prices(.price).isEmpty)
    }
    let text = DoctorText(diagnosis, path: try global.databasePath, database: global.database)
    try TextFile.write(json ? text.json : text.plain(Terminal.style), to: nil)
    if let damage = health.damages.first {
      throw Failure.world("\(store.path): the database is damaged: \(damage)")
    }
    if strict, !diagnosis.steps.isEmpty { throw ExitCode(Exit.incomplete) }
  }
}
