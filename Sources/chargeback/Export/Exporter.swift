import Aggregation
import ChargebackModel
import Store

/// Exports months into a folder, by what is in force.
struct Exporter {
  private let force: InForce
  private let calendar: ZoneCalendar
  private let sets: [ExportSet]
  /// What time it is.
  private let now: Instant

  /// What exports did.
  struct Outcome {
    var written = 0
    var files = 0
    var months: [Month] = []
    var isKnown = true
    var crossed: [BudgetStanding] = []

    /// `2 of 24 files written (2026-10, 2026-11)`
    var sentence: String {
      let names = months.map(\.description).joined(separator: ", ")
      return months.isEmpty ? "no month with calls to export" : "\(written) of \(files) files written (\(names))"
    }
  }

  /// - Throws: `Failure` where something is in force that cannot be meant, before anything is done.
  init(_ force: InForce, now: Instant) throws {
    self.force = force
    self.now = now
    calendar = try PeriodOptions.calendar(force.timeZone.value)
    sets = try ExportSet.named(force.sets.value)
    if let currency = force.currency.value { try ReportCommand.checkCurrency(currency) }
  }

  /// The months in force, each once, the earliest first.
  func months() throws -> [Month] {
    let today = calendar.date(of: now)
    return Set(try force.months.value.map { try PeriodOptions.month($0, today: today) }).sorted()
  }

  func run(_ months: [Month], _ store: Store, into folder: TargetFolder) throws -> Outcome {
    let books = try Books(store, PriceSource.costs(store, currency: force.currency.value))
    var outcome = Outcome()
    for month in months {
      var request = ReportRequest(
        period: calendar.period(from: month.firstDay, through: month.lastDay), calendar: calendar)
      request.budgets = force.budgets.map(\.value)
      request.now = now
      let export = try store.atOneMoment { try MonthExport(month, sets, store, books, request) }
      let manifest = Manifest(export, books.costs)
      let files =
        export.files.map { (name: $0.name, text: $0.text) } + [(name: Manifest.fileName, text: manifest.json)]
      outcome.written += try folder.write(files, in: month.description).count
      outcome.files += files.count
      outcome.months.append(month)
      outcome.isKnown = outcome.isKnown && export.isKnown
      outcome.crossed += export.budgets.filter(\.isCrossed)
    }
    return outcome
  }

  /// Months without a call are left out.
  func withCalls(_ months: [Month], _ store: Store) throws -> [Month] {
    try months.filter { month in
      let period = calendar.period(from: month.firstDay, through: month.lastDay)
      return try store.hasCalls(from: period.start, to: period.end)
    }
  }
}
