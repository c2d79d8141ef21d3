import Aggregation
import ArgumentParser
import ChargebackModel
import ReportWriters
import Store

struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Answer a question in SQL, over documented tables that can only be read.",
    discussion: """
      EXAMPLE: chargeback query "SELECT team, sum(calls), exactSum(exactCost) FROM usageByDay WHERE month = '2026-10' \
      GROUP BY team ORDER BY sum(cost) DESC"

      The SQL is SQLite's. --schema shows the tables: calls has one row a call, usageByDay the sums that reports are made \
      of, prices what is in force. Columns bear the names of the dimensions and figures of reports and hold what reports \
      would say. Costs are numbers for comparing and ordering; exactCost is the decimal, and exactSum adds decimals up to \
      the last digit. What is not known is null. Conditions on day, month or time spare the reading of the rest.

      Nothing can be written, attached, or read from files. Ctrl-C stops a slow query.
      """)

  @Argument(help: "One SELECT statement, or - to read it from standard input.")
  var sql: String?

  @Flag(help: "Show the tables and their columns, and stop.")
  var schema = false

  @Option(
    help: ArgumentHelp("\(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "format"),
    completion: .list(ReportFormat.allCases.map(\.rawValue)))
  var format: String = "table"

  @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"), completion: .file())
  var output: String?

  @Option(help: ArgumentHelp("Whose midnights begin days and months: an IANA name.", valueName: "zone"))
  var timeZone: String?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    guard let format = ReportFormat(rawValue: format) else {
      throw Choice.unknown("format", format, among: ReportFormat.allCases.map(\.rawValue))
    }
    if schema { return try write(format) { try QuerySchema.write(&$0) } }
    guard let sql else { throw Failure.usage("say what to ask in SQL, or --schema to see of what") }
    let question = sql == "-" ? try TextFile.read("-") : sql
    let settings = try global.settingsInForce()
    let calendar = try PeriodOptions.calendar(timeZone ?? settings?.timeZone?.content ?? "UTC")
    let store = try global.openExisting()
    let books = try Books(store, PriceSource.costs(store, currency: settings?.currency?.content))
    let tables = QueryTables.all(store, books, calendar)
    try store.atOneMoment { try answer(question, tables, format) }
  }

  private func answer(_ question: String, _ tables: [any QueryTable], _ format: ReportFormat) throws {
    do {
      let engine = try QueryEngine(tables)
      try write(format) { writer in
        try Interruption.during(engine.interrupt) {
          try engine.run(question, columns: { try writer.begin($0) }, row: { try writer.add($0) })
        }
      }
    } catch let failure as QueryFailure {
      throw QueryCommand.sentence(failure, tables)
    }
  }

  /// To standard output row by row, to a file when all is there.
  private func write(_ format: ReportFormat, _ fill: (inout ResultText) throws -> Void) throws {
    let toFile = output.map { $0 != "-" } ?? false
    var text = ""
    var writer = ResultText(format, style: toFile ? Style() : Terminal.style) { piece in
      text += piece
      if !toFile, text.utf8.count > 50_000 {
        try TextFile.write(text, to: nil)
        text = ""
      }
    }
    try fill(&writer)
    try writer.end()
    try TextFile.write(text, to: output)
  }

  private static func sentence(_ failure: QueryFailure, _ tables: [any QueryTable]) -> Failure {
    switch failure {
    case .interrupted: Interruption.leave("error: the query was interrupted")
    case .refused(let reason):
      return .usage("\(reason): it can SELECT from \(tables.map(\.name).joined(separator: ", "))")
    case .mistake(let words):
      // SQLite says `no such column: modle`.
      let name = words.split(separator: ": ").last.map { $0.split(separator: ".").last.map(String.init) ?? "" } ?? ""
      let names =
        words.hasPrefix("no such table")
        ? tables.map(\.name)
        : words.hasPrefix("no such column") ? Set(tables.flatMap { $0.columns.map(\.name) }).sorted() : []
      let meant = NearestName.of(name, among: names).map { ": did you mean \($0)?" } ?? ""
      let hint = names.isEmpty || !meant.isEmpty ? "" : "; --schema shows what there is"
      return .usage("SQLite says: \(words)\(meant)\(hint)")
    }
  }
}
