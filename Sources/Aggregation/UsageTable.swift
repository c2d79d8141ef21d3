import ChargebackModel

/// Lays an aggregate out as the rows of a report.
struct UsageTable {
  typealias Line = (values: [String?], tally: Tally)

  private let aggregate: Aggregate
  private let dimensions: [Dimension]
  private let columns: [UsageColumn]
  private let decimals: Int

  /// - Parameter columns: `listCost` among them is left out where it can only repeat the cost.
  init(_ aggregate: Aggregate, _ dimensions: [Dimension], columns: [UsageColumn], decimals: Int, _ books: Books) {
    self.aggregate = aggregate
    self.dimensions = dimensions
    self.columns = columns.filter { $0 != .listCost || books.costs.showsListCost }
    self.decimals = decimals
  }

  // MARK: Order

  /// By the dimensions' values, unknown ones last.
  func inOrder() -> [Line] {
    aggregate.groups.map { ($0.key, $0.value) }.sorted { UsageTable.precedes($0.values, $1.values) }
  }

  /// By one column: figures from the largest down with unknown costs last, dimensions upwards. Without a column, by time
  /// where the first dimension is one, else by cost. Equal lines are in the order of their dimensions.
  func sorted(by column: String?) -> [Line] {
    let lines = inOrder()
    if let column, let index = dimensions.firstIndex(where: { $0.rawValue == column }) {
      return lines.stablySorted { UsageTable.compare($0.values[index], $1.values[index]) }
    }
    if column == nil, dimensions.first?.isOfTime == true { return lines }
    let figure = column.flatMap(UsageColumn.init) ?? .cost
    return lines.stablySorted { UsageTable.compare($1.tally.cell(figure), $0.tally.cell(figure)) }
  }

  static func precedes(_ a: [String?], _ b: [String?]) -> Bool {
    for (left, right) in zip(a, b) {
      let comparison = compare(left, right)
      if comparison != 0 { return comparison < 0 }
    }
    return false
  }

  static func compare(_ a: String?, _ b: String?) -> Int {
    switch (a, b) {
    case (nil, nil): return 0
    case (nil, _): return 1
    case (_, nil): return -1
    case (let a?, let b?):
      // By code point, which is the order of UTF-8: the same on every machine, whatever its language.
      if a == b { return 0 }
      return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
    }
  }

  static func compare(_ a: Report.Cell, _ b: Report.Cell) -> Int {
    switch (a, b) {
    case (.count(let a), .count(let b)): a == b ? 0 : a < b ? -1 : 1
    case (.money(let a), .money(let b)): a == b ? 0 : a < b ? -1 : 1
    case (.percent(let a), .percent(let b)): a == b ? 0 : a < b ? -1 : 1
    case (.none, .none): 0
    case (_, .none): 1
    case (.none, _): -1
    default: 0
    }
  }

  // MARK: Rows

  /// The first so many lines, the others as one: what is left out of sight stays in the sum.
  func cut(_ lines: [Line], to top: Int?) -> [Report.Row] {
    guard let top, lines.count > top else { return lines.map(row) }
    var rest = Tally()
    for line in lines[top...] { rest += line.tally }
    let label = "(\(lines.count - top) others)"
    return lines[..<top].map(row) + [row((dimensions.map { _ in label }, rest))]
  }

  /// With the sum of the lines that share their first values below them, for each of `depths`, the deepest first.
  func withSubtotals(_ lines: [Line], depths: [Int]) -> [Report.Row] {
    var rows: [Report.Row] = []
    var open = depths.map { _ in Tally() }
    for (index, line) in lines.enumerated() {
      rows.append(row(line))
      for (place, depth) in depths.enumerated() {
        open[place] += line.tally
        let next = index + 1 < lines.count ? Array(lines[index + 1].values.prefix(depth)) : nil
        guard next != Array(line.values.prefix(depth)) else { continue }
        let values = line.values.enumerated().map { $0.offset < depth ? $0.element : nil }
        rows.append(Report.Row(cells(values, open[place]), subtotalOf: depth))
        open[place] = Tally()
      }
    }
    return rows
  }

  private func row(_ line: Line) -> Report.Row { Report.Row(cells(line.values, line.tally)) }

  private func cells(_ values: [String?], _ tally: Tally) -> [Report.Cell] {
    values.map { $0.map(Report.Cell.text) ?? .none } + columns.map(tally.cell)
  }

  // MARK: Report

  func report(kind: String, title: String, rows: [Report.Row], _ books: Books, _ request: ReportRequest) -> Report {
    Report(
      kind: kind, title: title, period: request.period, currency: books.costs.currency,
      groupBy: dimensions.map(\.rawValue), filters: request.filters.map(\.description),
      columns: dimensions.map { Report.Column($0.rawValue, .dimension) }
        + columns.map { $0.column(decimals: decimals) },
      rows: rows, totals: cells(dimensions.map { _ in nil }, aggregate.total), completeness: aggregate.completeness,
      issues: aggregate.issues, notes: books.notes(for: request.period) + aggregate.notes, sources: aggregate.sources)
  }
}
