import ChargebackModel

/// The figures of a row of a report that are its own kind's.
protocol RowFigures {
  init()
  static func += (a: inout Self, b: Self)
  /// By the name of its column.
  func cell(_ column: String) -> Report.Cell
}

/// Lays figures out as the rows of a report: sorted by a column, cut to the first few.
struct FigureTable<Figures: RowFigures> {
  typealias Line = (values: [String?], figures: Figures)

  /// Names of the columns whose cells are a line's values.
  let names: [String]
  /// All columns in their order.
  let columns: [Report.Column]

  /// Figures from the largest down, names upwards; equal lines in the order of their values, unknown ones last. Without a
  /// column in the order of their values.
  func sorted(_ groups: [[String?]: Figures], by column: String?) -> [Line] {
    let lines: [Line] = groups.map { ($0.key, $0.value) }.sorted { UsageTable.precedes($0.values, $1.values) }
    guard let column else { return lines }
    if let name = names.firstIndex(of: column) {
      return lines.stablySorted { UsageTable.compare($0.values[name], $1.values[name]) }
    }
    return lines.map { (line: $0, cell: $0.figures.cell(column)) }
      .stablySorted { UsageTable.compare($1.cell, $0.cell) }.map(\.line)
  }

  /// The first so many lines, the others as one.
  func rows(_ lines: [Line], top: Int?) -> [Report.Row] {
    guard let top, lines.count > top else { return lines.map(row) }
    let label = "(\(lines.count - top) others)"
    return lines[..<top].map(row) + [row((names.map { _ in label }, sum(lines[top...])))]
  }

  func totals(_ lines: [Line]) -> [Report.Cell] { cells(names.map { _ in nil }, sum(lines[...])) }

  private func sum(_ lines: ArraySlice<Line>) -> Figures {
    lines.reduce(into: Figures()) { $0 += $1.figures }
  }

  private func row(_ line: Line) -> Report.Row { Report.Row(cells(line.values, line.figures)) }

  private func cells(_ values: [String?], _ figures: Figures) -> [Report.Cell] {
    columns.map { column in
      guard let index = names.firstIndex(of: column.name) else { return figures.cell(column.name) }
      return values[index].map(Report.Cell.text) ?? .none
    }
  }
}
