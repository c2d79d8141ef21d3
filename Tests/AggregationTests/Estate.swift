import ChargebackModel
import Pricing
import ReportWriters
import Store

@testable import Aggregation

/// An organisation's calls and books, made by hand in a test.
final class Estate {
  let store: Store
  /// Rows of a price table: `model,meter,unit,price,effectiveFrom,effectiveTo,inputTokensAbove`.
  var prices: [String] = []
  /// Rows of a price table with all its columns, apart from the header; beside `prices`.
  var priceRows: [String] = []
  var discounts: [String] = []
  var rates: [String] = []
  var basis: CostBasis?
  var currency: String?
  var directory: [DirectoryEntry] = []
  var deployments: [DeploymentEntry] = []
  var resources: [ResourceEntry] = []
  private var number = 0

  init() throws { store = try Store(path: ":memory:") }

  /// Adds a call with ids of its own.
  func add(
    _ time: String, _ facts: [Fact: String] = [:], _ usage: TokenUsage = TokenUsage(),
    sides: CallProfile.Sides = .gateway, carriesKey: Bool = false, copies: Int = 1
  ) throws {
    for _ in 0..<copies {
      number += 1
      var call = Call()
      call.profile.sides = sides
      call.profile.gatewayCarriesKey = carriesKey
      call.profile.sources = [sides == .service ? "azure-diagnostics" : "apim-event-hub"]
      for (fact, value) in facts { call.profile.state(fact, value, .gatewayRequest) }
      call.state(time: moment(time), .gatewayRequest)
      call.state(reported: usage)
      try add([CallFragment(keys: [CallKey(.messageId, "call \(number)")], call: call)])
    }
  }

  func add(_ fragments: [CallFragment]) throws {
    try store.importBatch { writer in for fragment in fragments { _ = try writer.merge(fragment) } }
  }

  func book() throws -> PriceBook {
    let header = "model,meter,unit,price,effectiveFrom,effectiveTo,inputTokensAbove,currency\n"
    let table = PriceTable.parse(header + prices.map { $0 + ",USD\n" }.joined(), path: "prices.csv")
    let rows = ([PriceTable.columns.joined(separator: ",")] + priceRows).joined(separator: "\n")
    let whole = PriceTable.parse(rows, path: "price-rows.csv")
    precondition(table.problems.isEmpty && whole.problems.isEmpty, "\(table.problems) \(whole.problems)")
    return try PriceBook(table.rows + whole.rows)
  }

  func costs() throws -> CostBook {
    let header = { (columns: [String]) in columns.joined(separator: ",") }
    let off = DiscountTable.parse(
      ([header(DiscountTable.columns)] + discounts).joined(separator: "\n"), path: "discounts.csv")
    let exchange = ExchangeRateTable.parse(
      ([header(ExchangeRateTable.columns)] + rates).joined(separator: "\n"), path: "rates.csv")
    precondition(off.problems.isEmpty && exchange.problems.isEmpty, "\(off.problems) \(exchange.problems)")
    return try CostBook(
      list: book(), discounts: Discounts(off.rows), rates: ExchangeRates(exchange.rows), basis: basis,
      currency: currency)
  }

  func books() throws -> Books {
    Books(
      costs: try costs(), pricesNote: "Prices: made by hand.", directory: Directory(directory),
      deployments: Deployments(deployments), resources: Resources(resources))
  }

  /// A report on whole days, both included; October 2026 unless the test says otherwise.
  func report(
    _ kind: String = "usage", by dimensions: [Dimension]? = nil, from first: String = "2026-10-01",
    through last: String = "2026-10-31", in zone: String = "UTC", _ adjust: (inout ReportRequest) -> Void = { _ in }
  ) throws -> Report {
    let calendar = ZoneCalendar(zone)!
    var request = ReportRequest(
      period: calendar.period(from: CivilDate(first)!, through: CivilDate(last)!), calendar: calendar)
    request.by = dimensions
    adjust(&request)
    return try ReportKinds.all.first { $0.name == kind }!.report(store, books(), request)
  }
}

/// `2026-10-01 12:30:00.5`, in UTC; the clock may be left out.
func moment(_ text: String) -> Instant {
  let parts = text.split(separator: " ")
  var milliseconds = CivilDate(parts[0])!.startUTC.milliseconds
  if parts.count > 1 {
    for (part, unit) in zip(parts[1].split(separator: ":"), [3_600_000, 60_000, 1000]) {
      milliseconds += Int64(ExactDecimal(part)!.scaled(to: 3)!) * Int64(unit) / 1000
    }
  }
  return Instant(milliseconds: milliseconds)
}

func tokens(_ input: Int64?, cached: Int64? = nil, _ output: Int64?, reasoning: Int64? = nil) -> TokenUsage {
  TokenUsage(inputTokens: input, cachedInputTokens: cached, outputTokens: output, reasoningTokens: reasoning)
}

extension Report {
  var json: String { ReportFormat.json.writer.write(self, style: Style()) }

  /// The detail rows as they stand in JSON, money with all its digits: `["alpha", "2", "0.0055"]`.
  func lines(_ columns: String...) -> [[String]] {
    rows.filter { $0.subtotalOf == nil }.map { row in columns.map { Report.text(row.cells[index($0)]) } }
  }

  func total(_ column: String) -> String { Report.text(totals[index(column)]) }

  func index(_ column: String) -> Int { columns.firstIndex { $0.name == column }! }

  static func text(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): text
    case .count(let count): String(count)
    case .money(let money): money.exactText
    case .percent(let hundredths): "\(hundredths)"
    case .none: "null"
    }
  }
}
