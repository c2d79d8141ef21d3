import CSV
import ChargebackModel
import Crypto
import Foundation
import Pricing
import ReportWriters

/// `manifest.json`: what an export holds, with digests by which each file and the prices can be checked.
///
///     sha256sum statement.csv
///     chargeback prices list | sha256sum
struct Manifest {
  static let fileName = "manifest.json"

  private let export: MonthExport
  private let costs: CostBook

  init(_ export: MonthExport, _ costs: CostBook) {
    self.export = export
    self.costs = costs
  }

  /// `chargeback/export/1`, with a file a line. It holds no time of its own, so the same content gives the same bytes.
  var json: String {
    let first = export.reports.first?.report
    let period = first.map { report in
      JSONValue.object([
        ("from", .string(report.period.start.iso8601)), ("to", .string(report.period.end.iso8601)),
        ("timeZone", .string(report.period.timeZone)),
      ])
    }
    let sources = (first?.sources ?? []).map { source in
      JSONValue.object([("format", .string(source.format)), ("calls", .integer(source.calls))])
    }
    let members: [(String, String)] = [
      ("schema", JSONValue.string("chargeback/export/1").line),
      ("month", JSONValue.string(export.month.description).line),
      ("period", (period ?? .null).line),
      ("currency", JSONValue.string(costs.currency).line),
      ("prices", Manifest.lines(prices)),
      ("completeness", (first?.completeness.json ?? .null).line),
      ("sources", Manifest.lines(sources)),
      ("budgets", Manifest.lines(export.budgets.map(\.json))),
      ("files", Manifest.lines(export.files.map(Manifest.file))),
    ]
    return "{\n" + members.map { "  \"\($0.0)\": \($0.1)" }.joined(separator: ",\n") + "\n}\n"
  }

  private static func file(_ file: MonthExport.File) -> JSONValue {
    .object([
      ("path", .string(file.name)), ("set", .string(file.set)), ("format", .string(file.format.rawValue)),
      ("bytes", .integer(Int64(file.text.utf8.count))), ("sha256", .string(digest(file.text))),
    ])
  }

  /// The price list and whatever is imported beside it, each with the digest of what its `list` command prints.
  private var prices: [JSONValue] {
    let isBundled = costs.list.rows == PriceBook.bundled.rows
    let negotiated = costs.negotiated.rows.isEmpty ? [] : [costs.negotiated.rows]
    let discounts = costs.discounts.rows
    let rates = costs.rates.rows
    return [
      Manifest.table(
        "list", costs.list.rows.count, PriceTable.write(costs.list.rows), isBundled ? PriceBook.bundledDate : nil)
    ] + negotiated.map { Manifest.table("negotiated", $0.count, PriceTable.write($0), nil) }
      + Manifest.table("discounts", DiscountTable.columns, discounts.map(DiscountTable.cells))
      + Manifest.table("rates", ExchangeRateTable.columns, rates.map(ExchangeRateTable.cells))
  }

  private static func table(_ name: String, _ columns: [String], _ rows: [[String]]) -> [JSONValue] {
    rows.isEmpty ? [] : [table(name, rows.count, ([columns] + rows).map(CSV.line).joined(), nil)]
  }

  private static func table(_ name: String, _ rows: Int, _ text: String, _ bundled: String?) -> JSONValue {
    .object([
      ("table", .string(name)), ("rows", .integer(Int64(rows))),
      ("bundledListOf", bundled.map(JSONValue.string) ?? .null), ("sha256", .string(digest(text))),
    ])
  }

  private static func digest(_ text: String) -> String {
    SHA256.hash(data: Data(text.utf8)).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  private static func lines(_ values: [JSONValue]) -> String {
    values.isEmpty ? "[]" : "[\n    " + values.map(\.line).joined(separator: ",\n    ") + "\n  ]"
  }
}
