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

  /// In the order that the request names, else by `column`; without one, or where the first dimension is one of time, by
  /// the values.
  func rows(_ request: ReportRequest, byDefault column: String?) -> [Report.Row] {
    let lines = sorted(by: request.sort ?? (dimensions.first?.isOfTime == true ? nil : column))
    guard let top = request.top, lines.count > top else { return lines.map { row($0.values, $0.figures) } }
    var rest = Figures()
    for line in lines[top...] { rest.add(line.figures) }
    let label = "(\(lines.count - top) others)"
    return lines[..<top].map { row($0.values, $0.figures) } + [row(names.map { _ in label }, rest)]
  }

  /// Figures downwards with unknown ones last, values upwards; equal lines by their values.
  private func sorted(by column: String?) -> [Line] {
    let lines = lines.sorted { UsageTable.precedes($0.values, $1.values) }
    if let index = names.firstIndex(where: { $0 == column }) {
      return lines.stablySorted { UsageTable.compare($0.values[index], $1.values[index]) }
    }
    guard let index = Figures.columns.firstIndex(where: { $0.name == column }) else { return lines }
    return lines.map { (line: $0, cell: $0.figures.cells[index]) }
      .stablySorted { UsageTable.compare($1.cell, $0.cell) }.map(\.line)
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
