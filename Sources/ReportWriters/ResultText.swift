import CSV
import ChargebackModel

/// Writes rows whose columns may hold anything: the answer to a query. CSV and JSON go out row by row, so that an answer may
/// be larger than memory.
///
/// JSON is `{"schema": "chargeback/query/1", "columns": […], "rows": […]}`, with a row a line.
package struct ResultText {
  private let format: ReportFormat
  private let style: Style
  private let emit: (String) throws -> Void
  private var columns: [String] = []
  /// Of the formats that must see all of it before they begin.
  private var rows: [[TableValue]] = []
  private var count = 0

  /// - Parameter emit: takes the text, piece by piece.
  package init(_ format: ReportFormat, style: Style, _ emit: @escaping (String) throws -> Void) {
    self.format = format
    self.style = style
    self.emit = emit
  }

  package mutating func begin(_ columns: [String]) throws {
    self.columns = columns
    switch format {
    case .csv: try emit(CSV.line(columns.map(CSV.disarmed)))
    case .json:
      let names = JSONValue.array(columns.map(JSONValue.string)).line
      try emit("{\n  \"schema\": \"chargeback/query/1\",\n  \"columns\": \(names),\n  \"rows\": [")
    case .table, .markdown, .html: break
    }
  }

  package mutating func add(_ row: [TableValue]) throws {
    count += 1
    switch format {
    case .csv: try emit(CSV.line(row.map(\.csv)))
    case .json:
      let members = zip(columns, row).map { JSONValue.string($0).line + ": " + $1.json }
      try emit((count == 1 ? "\n    {" : ",\n    {") + members.joined(separator: ", ") + "}")
    case .table, .markdown, .html: rows.append(row)
    }
  }

  package func end() throws {
    switch format {
    case .csv: break
    case .json: try emit(count == 0 ? "]\n}\n" : "\n  ]\n}\n")
    case .table: try emit(table.map { $0 + "\n" }.joined())
    case .markdown:
      let cells = rows.map { $0.map(\.shown.markdown) }
      try emit(
        MarkdownTable(columns: zip(columns, numbers).map { ($0.markdown, $1) }, rows: cells).lines
          .map { $0 + "\n" }.joined())
    case .html: try emit(ResultPage.text(columns: columns, numbers, rows: rows.map { $0.map(\.shown) }))
    }
  }

  private var table: [String] {
    let printed = zip(columns, numbers).map { PrintedTable.Column(name: $0, heading: $0, isNumber: $1) }
    let cells = rows.map { $0.map(\.shown.visible) }
    let text = TextTable(printed, rows: cells, style: style)
    return text.head + cells.map(text.line) + text.foot
  }

  /// Whether a column holds nothing but numbers, and some.
  private var numbers: [Bool] {
    columns.indices.map { column in
      let known = rows.lazy.map { $0[column] }.filter { $0 != .null }
      return !known.isEmpty && known.allSatisfy(\.isNumber)
    }
  }
}

extension TableValue {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .real: true
    case .null, .text: false
    }
  }

  /// For people. Numbers are not grouped: one may be a year.
  fileprivate var shown: String {
    switch self {
    case .null: ""
    case .integer(let number): String(number)
    case .real(let number): number.shown
    case .text(let text): text
    }
  }

  fileprivate var csv: String {
    if case .text(let text) = self { return CSV.disarmed(text) }
    return shown
  }

  fileprivate var json: String {
    switch self {
    case .null: "null"
    case .integer(let number): String(number)
    case .real(let number): number.isFinite ? number.shown : "null"
    case .text(let text): JSONValue.string(text).line
    }
  }
}
