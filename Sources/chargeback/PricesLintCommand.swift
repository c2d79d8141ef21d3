import Aggregation
import ArgumentParser
import ChargebackModel
import Pricing
import ReportWriters
import Store

struct PricesLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Look for what is wrong or missing in the price book.",
    discussion: """
      EXAMPLE: chargeback prices lint --at 2026-11-20

      Finds gaps and overlaps in time, prices about 1,000 times those beside them, cached input dearer than input, calls \
      without a price, prices of models that no call used, and lists older than 90 days. Files are looked over before \
      they are imported; without files, the prices in force are. Time is that of the latest call, or --at.
      """)

  @Argument(help: "CSV files to look over instead of the imported prices, or -.", completion: .file())
  var files: [String] = []

  @Option(help: ArgumentHelp("When it is now: a day or a moment.", valueName: "2026-10-15"))
  var at: String?

  @Flag(help: "Exit with 3 if anything was found.")
  var strict = false

  @Flag(help: "Print the findings as JSON.")
  var json = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let store = try global.openIfThere()
    let findings = try findings(store)
    try TextFile.write(json ? Self.json(findings) : findings.map { $0.description.visible + "\n" }.joined(), to: nil)
    if findings.isEmpty { global.say("prices: nothing found") }
    if strict, !findings.isEmpty { throw ExitCode(Exit.incomplete) }
  }

  private func findings(_ store: Store?) throws -> [PriceFinding] {
    let rows = try rows()
    let (costs, note) = try PriceSource.costs(store)
    let isBundled = rows == nil && costs.list.rows == PriceBook.bundled.rows
    let now = try moment() ?? store?.timeRange()?.upperBound
    let lint = PriceLint(rows ?? costs.list.rows, reference: PriceBook.bundled.rows, now: now)
    var findings = isBundled ? lint.findings().filter { $0.code != .undated } : lint.findings()
    if isBundled, let now { findings += Self.age(now) }
    guard let store else { return PriceLint.inOrder(findings) }
    // Files that are not imported yet are judged as if they were; rows that make no book can price nothing.
    guard let book = rows.map({ try? PriceBook($0) }) ?? costs.list else { return PriceLint.inOrder(findings) }
    let trial = CostBook(list: book, negotiated: costs.negotiated, discounts: costs.discounts)
    let books = try Books(store, (trial, note))
    let use = try PricesInUse(store, books)
    findings += use.findings
    if !isBundled { findings += lint.unused(besides: use.models) }
    return PriceLint.inOrder(findings)
  }

  /// Nil if no files were given.
  private func rows() throws -> [PriceRow]? {
    if files.isEmpty { return nil }
    return try files.flatMap { file in
      let table = PriceTable.parse(try TextFile.read(file), path: file)
      try Problems.refuse(table.problems, "nothing was looked over")
      return table.rows
    }
  }

  private func moment() throws -> Instant? {
    guard let at else { return nil }
    guard let moment = Instant(dayOrTime: at) else {
      throw Failure.usage(
        "--at takes a day such as 2026-10-15 or a moment such as 2026-10-15T22:30:00+02:00, not \"\(at)\"")
    }
    return moment
  }

  private static func age(_ now: Instant) -> [PriceFinding] {
    let days = PriceBook.bundledAge(at: now)
    if days <= PriceLint.oldAfterDays { return [] }
    return [PriceFinding(.old, "the bundled list is of \(PriceBook.bundledDate), \(days) days before \(now.date)")]
  }

  /// `chargeback/lint/1`, with a finding a line.
  private static func json(_ findings: [PriceFinding]) -> String {
    let lines = findings.map { finding in
      JSONValue.object([
        ("code", .string(finding.code.rawValue)), ("path", finding.place.map { .string($0.path) } ?? .null),
        ("line", finding.place.map { .integer(Int64($0.line)) } ?? .null), ("message", .string(finding.message)),
        ("calls", finding.calls.map(JSONValue.integer) ?? .null),
        ("tokens", finding.tokens.map(JSONValue.integer) ?? .null),
      ]).line
    }
    return """
      {
        "schema": "chargeback/lint/1",
        "findings": \(lines.isEmpty ? "[]" : "[\n    " + lines.joined(separator: ",\n    ") + "\n  ]")
      }

      """
  }
}
