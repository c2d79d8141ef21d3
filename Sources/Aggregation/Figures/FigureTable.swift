import ChargebackModel

/// Lays figures by group out as the rows of a report: in order, cut to the first, with the others summed up in one.
struct FigureTable<Figures: GroupFigures> {
  typealias Line = (values: [String?], figures: Figures)

  /// The names of the columns before the figures.
  let names: [String]
  /// Of these only, the columns that can be asked for by `--by`.
  let dimensions: [Dimension]
  let lines: [Line]
  let total: Figures

  /// - Parameters:
  ///   - texts: columns of text behind the dimensions.
  ///   - total: over all lines; not their sum where a call may be in several.
  init(_ dimensions: [Dimension], texts: [String] = [], _ lines: [Line], total: Figures) {
    self.dimensions = dimensions
    names = dimensions.map(\.rawValue) + texts
    self.lines = lines
    self.total = total
  }

  /// By the column that the request names; without one by `column`, or by the values where that is nil or the first
  /// dimension is one of time. Figures downwards with unknown ones last, values upwards; equal lines by their values.
  func rows(_ request: ReportRequest, byDefault column: String?) -> [Report.Row] {
    var sorted = lines.sorted { UsageTable.precedes($0.values, $1.values) }.map { (values: $0.values, line: $0) }
    let column = request.sort ?? (dimensions.first?.isOfTime == true ? nil : column)
    if let column, let index = names.firstIndex(of: column) {
      sorted = stable(sorted) { UsageTable.compare($0.values[index], $1.values[index]) }
    } else if let column, let index = Figures.columns.firstIndex(where: { $0.name == column }) {
      let cells = sorted.map { $0.line.figures.cells[index] }
      let order = cells.indices.sorted { a, b in
        let comparison = UsageTable.compare(cells[b], cells[a])
        return comparison == 0 ? a < b : comparison < 0
      }
      sorted = order.map { sorted[$0] }
    }
    guard let top = request.top, sorted.count > top else { return sorted.map { row($0.values, $0.line.figures) } }
    var rest = Figures()
    for line in sorted[top...] { rest.add(line.line.figures) }
    let label = "(\(sorted.count - top) others)"
    return sorted[..<top].map { row($0.values, $0.line.figures) } + [row(names.map { _ in label }, rest)]
  }

  private func stable(
    _ lines: [(values: [String?], line: Line)], _ order: ((values: [String?], line: Line), (values: [String?], line: Line)) -> Int
  ) -> [(values: [String?], line: Line)] {
    lines.enumerated().sorted { a, b in
      let comparison = order(a.element, b.element)
      return comparison == 0 ? a.offset < b.offset : comparison < 0
    }.map(\.element)
  }

  private func row(_ values: [String?], _ figures: Figures) -> Report.Row {
    Report.Row(values.map { $0.map(Report.Cell.text) ?? .none } + figures.cells)
  }

  func report(
    kind: String, title: String, rows: [Report.Row], _ basis: CallBasis, notes: [String], _ books: Books,
    _ request: ReportRequest
  ) -> Report {
    Report(
      kind: kind, title: title, period: request.period, currency: books.costs.currency,
      groupBy: dimensions.map(\.rawValue), filters: request.filters.map(\.description),
      columns: names.map { Report.Column($0, .dimension) } + Figures.columns, rows: rows,
      totals: names.map { _ in .none } + total.cells, completeness: basis.completeness, issues: basis.issues,
      notes: notes, sources: basis.sources)
  }
}
