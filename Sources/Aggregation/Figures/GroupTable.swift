import ChargebackModel

/// Lays figures of groups of calls out as a report: in order, cut to the first, with the others summed up in one.
struct GroupTable<Figures: GroupFigures> {
  typealias Line = (values: [String?], figures: Figures)

  private let dimensions: [Dimension]
  private let table: FigureTable<Figures>
  private let lines: [Line]
  private let total: Figures

  /// - Parameters:
  ///   - texts: columns of text behind the dimensions.
  ///   - lines: with values that differ.
  ///   - total: over all lines; not their sum where a call may be in several.
  init(_ dimensions: [Dimension], texts: [String] = [], _ lines: [Line], total: Figures) {
    self.dimensions = dimensions
    let names = dimensions.map(\.rawValue) + texts
    table = FigureTable(names: names, columns: names.map { Report.Column($0, .dimension) } + Figures.columns)
    let none = Figures().cells
    // A row may have been made for sums of which nothing was left.
    self.lines = lines.filter { $0.figures.cells != none }
    self.total = total
  }

  /// In the order that the request names, else by `column`; without one, or where the first dimension is one of time, by
  /// the values.
  func rows(_ request: ReportRequest, byDefault column: String?) -> [Report.Row] {
    let column = request.sort ?? (dimensions.first?.isOfTime == true ? nil : column)
    let groups = Dictionary(uniqueKeysWithValues: lines.map { ($0.values, $0.figures) })
    return table.rows(table.sorted(groups, by: column), top: request.top)
  }

  func report(
    kind: String, title: String, rows: [Report.Row], _ basis: CallBasis, notes: [String], _ books: Books,
    _ request: ReportRequest
  ) -> Report {
    Report(
      kind: kind, title: title, period: request.period, currency: books.costs.currency,
      groupBy: dimensions.map(\.rawValue), filters: request.filters.map(\.description), columns: table.columns,
      rows: rows, totals: table.names.map { _ in .none } + total.cells, completeness: basis.completeness,
      issues: basis.issues, notes: notes, sources: basis.sources)
  }
}
