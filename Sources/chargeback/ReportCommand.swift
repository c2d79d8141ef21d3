import Aggregation
import ArgumentParser
import ChargebackModel
import Pricing
import ReportWriters
import Store

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write one report.",
    discussion: """
      EXAMPLE: chargeback report usage --month 2026-10 --by app,model --format markdown

      `chargeback report latency --by region,hourOfDay --time-zone Europe/Oslo` shows where calls are fast at which hour; \
      --list names the other kinds.

      `chargeback report` alone shows this month's usage by app and model; with other options and no period it covers all \
      calls. `chargeback report coverage --month last` shows what went around the gateway. --until is inclusive. A missing value is called unknown and can be asked for: --where team=unknown.
      """)

  @Argument(
    help: "The kind of report, see --list (default: usage of this month by app and model).",
    completion: .list(ReportKinds.all.map(\.name)))
  var kind: String?

  @OptionGroup var periodOptions: PeriodOptions

  @Option(
    help: ArgumentHelp("Group by these dimensions.", valueName: "dim,dim"), completion: DimensionName.listCompletion)
  var by: String?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Only calls with this value (=), one of several (=a,b), none of them (!=), or one that contains a text (~); may "
        + "be repeated.", valueName: "dim=value"),
    completion: DimensionName.conditionCompletion)
  var conditions: [String] = []

  @Option(help: ArgumentHelp("Order by this column: figures downwards, dimensions upwards.", valueName: "column"))
  var sort: String?

  @Option(help: ArgumentHelp("Only so many rows; the others are summed up in one.", valueName: "n"))
  var top: Int?

  @Option(
    help: ArgumentHelp(
      "list, or effective: with negotiated prices and discounts, which is the default.", valueName: "basis"),
    completion: .list(CostBasis.allCases.map(\.rawValue)))
  var cost: String?

  @Option(help: ArgumentHelp("Show costs in this currency, at the imported exchange rates.", valueName: "EUR"))
  var currency: String?

  @Option(
    help: ArgumentHelp("\(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "format"),
    completion: .list(ReportFormat.allCases.map(\.rawValue)))
  var format: String = "table"

  @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"), completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp("Whose durations: service (default) or gateway; for the report latency.", valueName: "side"),
    completion: .list(DurationSide.allCases.map(\.rawValue)))
  var side: String?

  @Flag(help: "Show service records that no key joins to the gateway's calls as rows of their own.")
  var includeUnjoined = false

  @Flag(help: "Estimate costs that nobody knows from the same deployment's averages (coverage).")
  var estimateCost = false

  @Flag(inversion: .prefixedNo, help: "Exit with 3 if anything is unknown, unpriced, assumed or could not be read.")
  var strict: Bool?

  @Flag(help: "Name the kinds of reports, and stop.")
  var list = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    if list {
      return try TextFile.write(ReportKinds.all.map { "\($0.name): \($0.summary)\n" }.joined(), to: nil)
    }
    let kind = try chosenKind()
    let format = try chosenFormat()
    let chosen = try by.map { try $0.split(separator: ",").map { try DimensionName.read(String($0)) } }
    let dimensions = chosen ?? (isAlone ? [.app, .model] : nil)
    let filters = try conditions.map(Condition.read)
    try checkOptions(kind, dimensions, filters)
    let side = try chosenSide(kind)
    let settings = try global.settingsInForce()
    let (basis, currency) = (try chosenBasis(), try chosenCurrency() ?? settings?.currency?.content)
    let calendar = try periodOptions.calendar(settings?.timeZone?.content)

    let store = try global.openExisting()
    let period = try periodOptions.period(
      calendar, today: Clock.today(calendar), of: store, isAlone: isAlone)
    var request = ReportRequest(period: period, calendar: calendar)
    request.by = dimensions
    request.filters = filters
    request.sort = sort
    request.top = top
    request.includesUnjoined = includeUnjoined
    request.side = side
    request.estimatesCost = estimateCost
    request.budgets = (settings?.budgets ?? []).map(\.content)
    request.now = Clock.now
    let report = try store.atOneMoment {
      let books = try Books(store, PriceSource.costs(store, basis: basis, currency: currency))
      var report = try kind.report(store, books, request)
      let review = try Review(store, books, request, reviewsDays: kind.reviewsDays(request))
      review.add(to: &report, of: kind, request)
      if report.completeness.calls == 0 { try PeriodHint(store, books, request).say(global) }
      return report
    }
    let toFile = output.map { $0 != "-" } ?? false
    let style = toFile ? Style(width: nil, colour: false) : Terminal.style
    try TextFile.write(format.writer.write(report, style: style), to: output)
    try Verdict.end(
      crossed: report.budgets.filter(\.isCrossed), isKnown: report.isKnown,
      strict: strict ?? settings?.strict?.content ?? false)
  }

  /// Whether nothing was asked for but a report: then it is this month by app and model.
  private var isAlone: Bool { kind == nil && by == nil && conditions.isEmpty && periodOptions.areAbsent }

  private func chosenKind() throws -> any ReportKind {
    if let found = ReportKinds.all.first(where: { $0.name == kind ?? "usage" }) { return found }
    throw Choice.unknown("report", kind ?? "", among: ReportKinds.all.map(\.name), as: "kind")
  }

  private func chosenFormat() throws -> ReportFormat {
    if let found = ReportFormat(rawValue: format) { return found }
    throw Choice.unknown("format", format, among: ReportFormat.allCases.map(\.rawValue))
  }

  private func chosenBasis() throws -> CostBasis? {
    guard let cost else { return nil }
    if let found = CostBasis(rawValue: cost) { return found }
    let names = CostBasis.allCases.map(\.rawValue).joined(separator: " or ")
    throw Failure.usage("--cost takes \(names), not \"\(cost)\"")
  }

  private func chosenCurrency() throws -> String? {
    guard let currency else { return nil }
    try ReportCommand.checkCurrency(currency)
    return currency
  }

  static func checkCurrency(_ currency: String) throws {
    guard CurrencyCode.isOne(currency) else { throw Failure.usage("\(CurrencyCode.refusal(currency))") }
  }

  private func chosenSide(_ kind: any ReportKind) throws -> DurationSide {
    guard let side else { return .service }
    guard kind.takesSide else {
      let names = ReportKinds.all.filter(\.takesSide).map(\.name).joined(separator: ", ")
      throw Failure.usage("the report \(kind.name) shows no durations: --side goes with \(names)")
    }
    if let found = DurationSide(rawValue: side) { return found }
    throw Choice.unknown("side", side, among: DurationSide.allCases.map(\.rawValue))
  }

  private func checkOptions(_ kind: any ReportKind, _ dimensions: [Dimension]?, _ filters: [Filter]) throws {
    if let refused = ((dimensions ?? []) + filters.map(\.dimension)).first(where: kind.refused.contains) {
      throw Failure.usage("the report \(kind.name) does not know the \(refused.rawValue) of calls: leave it out")
    }
    if dimensions != nil, !kind.takesDimensions {
      throw Failure.usage("the report \(kind.name) has dimensions of its own: --by does not go with it")
    }
    if !kind.takesOrder, sort != nil || top != nil {
      throw Failure.usage("the report \(kind.name) has an order of its own: --sort and --top do not go with it")
    }
    if estimateCost, !kind.estimatesCost {
      throw Failure.usage("the report \(kind.name) shows no such costs: --estimate-cost does not go with it")
    }
    if let dimensions, Set(dimensions).count < dimensions.count { throw Failure.usage("--by names a dimension twice") }
    if dimensions?.isEmpty == true { throw Failure.usage("--by names no dimension") }
    if let top, top < 1 { throw Failure.usage("--top takes a number of 1 or more") }
    if let sort {
      let names = (dimensions ?? kind.defaultDimensions).map(\.rawValue) + kind.figures
      guard names.contains(sort) else {
        throw Choice.unknown("column", sort, among: names)
      }
    }
  }
}
