import ChargebackModel
import Pricing

/// Lays the arithmetic of an aggregate out: a row for each quantity and the price rows that it met.
struct ExplainTable {
  private typealias Line = (entry: ChargeLedger.Entry, figures: ChargeLedger.Figures, order: [String])

  private let dimensions: [Dimension]
  private let showsList: Bool
  private let lines: [Line]
  private let total: Tally

  init(_ aggregate: Aggregate, _ dimensions: [Dimension], showsList: Bool) {
    self.dimensions = dimensions
    self.showsList = showsList
    total = aggregate.total
    lines = aggregate.ledger.entries.map { ($0.key, $0.value, ExplainTable.order($0.key)) }.sorted { a, b in
      let (left, right) = (a.entry.group, b.entry.group)
      if left != right { return UsageTable.precedes(left, right) }
      if a.entry.meter != b.entry.meter { return a.entry.meter < b.entry.meter }
      return a.order.lexicographicallyPrecedes(b.order)
    }
  }

  /// How the figures of a row belong together, for the report's notes.
  static func note(showsList: Bool) -> String {
    "cost = quantity × price ÷ unit × (100 − discountPercent) ÷ 100 × exchangeRate"
      + (showsList ? "; listCost = quantity × listPrice ÷ listUnit × listExchangeRate." : ".")
  }

  var columns: [Report.Column] {
    let names = ["meter", "conditions", "priceRow", "price", "unit", "discountPercent", "exchangeRate"]
    let listNames = showsList ? ["listRow", "listPrice", "listUnit", "listExchangeRate"] : []
    let figures: [Report.Column] = [.init("quantity", .count), .init("cost", .money(decimals: 12))]
    return (dimensions.map(\.rawValue) + names + listNames).map { Report.Column($0, .dimension) } + figures
      + (showsList ? [.init("listCost", .money(decimals: 12))] : [])
  }

  var rows: [Report.Row] {
    lines.map { line in
      let (entry, figures) = (line.entry, line.figures)
      var cells = entry.group.map(ExplainTable.text) + [.text(entry.meter.rawValue)]
      cells += [
        entry.row?.conditions, entry.row?.place.description, entry.row?.price.exactText, entry.row?.unit.rawValue,
      ]
      .map(ExplainTable.text)
      cells += entry.row == nil ? [.none, .none] : ExplainTable.factors(entry.discount, entry.exchange)
      if showsList {
        let list = entry.listRow
        cells += [list?.place.description, list?.price.exactText, list?.unit.rawValue].map(ExplainTable.text)
        cells.append(list == nil ? .none : .text(entry.listExchange?.rate.exactText ?? "1"))
      }
      cells += [.count(figures.quantity), ExplainTable.money(figures.amount)]
      return Report.Row(cells + (showsList ? [ExplainTable.money(figures.listAmount)] : []))
    }
  }

  /// The sum of the quantities mixes meters: it is there to check the column by.
  var totals: [Report.Cell] {
    let quantity = lines.reduce(Int64(0)) { $0.addingReportingOverflow($1.figures.quantity).partialValue }
    let figures = [.count(quantity), total.cell(.cost)] + (showsList ? [total.cell(.listCost)] : [])
    return columns.dropLast(figures.count).map { _ in .none } + figures
  }

  private static func factors(_ discount: Discount?, _ exchange: ExchangeRate?) -> [Report.Cell] {
    [.text(discount?.percent ?? "0"), .text(exchange?.rate.exactText ?? "1")]
  }

  private static func text(_ text: String?) -> Report.Cell { text.map(Report.Cell.text) ?? .none }
  private static func money(_ money: Money?) -> Report.Cell { money.map(Report.Cell.money) ?? .none }

  private static func order(_ entry: ChargeLedger.Entry) -> [String] {
    func words(_ row: PriceRow?) -> [String] {
      row.map { [$0.span.effectiveFrom?.dayOrTime ?? "", $0.subject, $0.place.description] } ?? ["", "", ""]
    }
    return words(entry.row) + [entry.discount?.span.effectiveFrom?.dayOrTime ?? "", entry.discount?.subject ?? ""]
      + [entry.exchange?.span.effectiveFrom?.dayOrTime ?? "", entry.exchange?.subject ?? ""] + words(entry.listRow)
      + [entry.listExchange?.span.effectiveFrom?.dayOrTime ?? ""]
  }
}

extension PriceRow {
  /// When the row applies, in words: `gpt-4o (global, default), from 2026-10-15 on`.
  fileprivate var conditions: String { "\(conditionsText), \(span.description)" }
}
