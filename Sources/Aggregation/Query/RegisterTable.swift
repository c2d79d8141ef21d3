import ChargebackModel
import Pricing
import Store

import class Foundation.JSONEncoder

/// A table whose rows are few: a register, or a log of events.
final class RegisterTable: QueryTable {
  let name: String
  let summary: String
  let columns: [QueryColumn]
  private let make: () throws -> [[TableValue]]

  init(_ name: String, _ summary: String, _ columns: [QueryColumn], _ make: @escaping () throws -> [[TableValue]]) {
    self.name = name
    self.summary = summary
    self.columns = columns
    self.make = make
  }

  func rows(_ span: Range<Int64>) throws -> any QueryRows { ReadyRows(try make()) }
}

extension RegisterTable {
  private static let dates = [
    QueryColumn("effectiveFrom", .text, "the first day or moment at which it holds; null since ever"),
    QueryColumn("effectiveTo", .text, "the first at which it no longer holds; null for ever"),
  ]
  private static let place = [
    QueryColumn("path", .text, "the file that it was imported from"), QueryColumn("line", .integer, "and the line"),
  ]

  static func prices(_ costs: CostBook) -> RegisterTable {
    let columns =
      [QueryColumn("kind", .text, "list or negotiated")]
      + PriceTable.columns.dropLast(3).flatMap { name -> [QueryColumn] in
        switch name {
        case "inputTokensAbove": [QueryColumn(name, .integer, "for calls with more input tokens than this")]
        case "price":
          [
            QueryColumn(name, .real, "for one unit, to 15 digits, for comparing and ordering"),
            QueryColumn("exactPrice", .text, "the same as a decimal with all digits"),
          ]
        default: [QueryColumn(name, .text, "as in the price table; null means any")]
        }
      } + dates + [QueryColumn("source", .text, "as in the price table")] + place
    return RegisterTable("prices", "the prices in force, imported or bundled", columns) {
      [("list", costs.list), ("negotiated", costs.negotiated)].flatMap { kind, book in
        book.rows.map { row in
          let cells = PriceTable.cells(row)
          let texts = cells.map { $0.isEmpty ? TableValue.null : .text($0) }
          let price = Double(cells[8]).map(TableValue.real) ?? .null
          return [.text(kind)] + texts[..<5] + [.integer(row.inputTokensAbove)] + texts[6..<8] + [price] + texts[8...]
            + [.text(row.place.path), .integer(Int64(row.place.line))]
        }
      }
    }
  }

  static func discounts(_ costs: CostBook) -> RegisterTable {
    cells(
      "discounts", "percentages off the list price", DiscountTable.columns,
      costs.discounts.rows.map { (DiscountTable.cells($0), $0.place) })
  }

  static func exchangeRates(_ costs: CostBook) -> RegisterTable {
    cells(
      "exchangeRates", "what a currency is in another", ExchangeRateTable.columns,
      costs.rates.rows.map { (ExchangeRateTable.cells($0), $0.place) })
  }

  private static func cells(
    _ name: String, _ summary: String, _ columns: [String], _ rows: [(cells: [String], place: PriceRow.Place)]
  ) -> RegisterTable {
    let columns = columns.map { column in
      dates.first { $0.name == column } ?? QueryColumn(column, .text, "as in its CSV form; null means any")
    }
    return RegisterTable(name, summary, columns + place) {
      rows.map { row in
        row.cells.map { $0.isEmpty ? .null : .text($0) } + [.text(row.place.path), .integer(Int64(row.place.line))]
      }
    }
  }

  static func directory(_ store: Store) -> RegisterTable {
    let texts = ["kind", "id", "name", "team", "costCentre", "owner"]
    return RegisterTable(
      "directory", "who an objectId, an appId, a key, a subscription or a product is",
      texts.map { QueryColumn($0, .text, "as in its CSV form") } + dates
    ) {
      try store.directory().map { entry in
        [.text(entry.kind.rawValue), .text(entry.id)]
          + [entry.name, entry.team, entry.costCentre, entry.owner].map { TableValue($0) } + days(entry.span)
      }
    }
  }

  static func deployments(_ store: Store) -> RegisterTable {
    let texts = ["resource", "deployment", "model", "modelVersion", "deploymentType"]
    return RegisterTable(
      "deployments", "what a deployment is",
      texts.map { QueryColumn($0, .text, "as in its CSV form") }
        + [QueryColumn("units", .integer, "of capacity")] + dates
    ) {
      try store.deployments().map { entry in
        [TableValue(entry.resource), .text(entry.deployment), .text(entry.model), TableValue(entry.modelVersion)]
          + [TableValue(entry.deploymentType?.rawValue), TableValue(entry.units.map { Int64($0) })] + days(entry.span)
      }
    }
  }

  static func resourceEvents(_ store: Store) -> RegisterTable {
    let columns = [
      QueryColumn("time", .text, "in UTC"), QueryColumn("kind", .text, "what happened"),
      QueryColumn("resource", .text, "the account"), QueryColumn("deployment", .text, "its deployment"),
      QueryColumn("actor", .text, "who did it"), QueryColumn("statusCode", .text, "how it ended"),
      QueryColumn("operationId", .text, "Azure's own id"),
    ]
    return RegisterTable("resourceEvents", "what happened to accounts, keys and deployments", columns) {
      try store.resourceEvents().map { event in
        [.text(event.time.iso8601), .text(event.kind.rawValue), .text(event.resource)]
          + [event.deployment, event.actor, event.statusCode, event.operationId].map { TableValue($0) }
      }
    }
  }

  static func usageAggregates(_ store: Store) -> RegisterTable {
    let columns = [
      QueryColumn("time", .text, "in UTC"), QueryColumn("source", .text, "the format that told of it"),
      QueryColumn("metric", .text, "what is summed"), QueryColumn("value", .integer, "the sum"),
      QueryColumn("calls", .integer, "over so many calls; null where nobody says"),
      QueryColumn("dimensions", .text, "a JSON object: dimensions ->> 'Model' takes a member out"),
    ]
    return RegisterTable("usageAggregates", "sums that a source made over calls, never added to calls", columns) {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return try store.usageAggregates().map { sum in
        let dimensions = String(decoding: try encoder.encode(sum.dimensions), as: UTF8.self)
        return [.text(sum.time.iso8601), .text(sum.source), .text(sum.metric), .integer(sum.value)]
          + [TableValue(sum.calls), .text(dimensions)]
      }
    }
  }

  private static func days(_ span: DatedSpan) -> [TableValue] {
    [span.effectiveFrom, span.effectiveTo].map { TableValue($0?.date.description) }
  }
}
