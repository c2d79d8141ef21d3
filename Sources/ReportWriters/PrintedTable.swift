import ChargebackModel

/// A report's table as people read it: amounts rounded, digits grouped, subtotals and the total labelled.
///
/// The texts are raw; each writer makes them harmless in its own way.
struct PrintedTable {
  struct Column {
    let name: String
    /// The name, with the currency for amounts: `cost (USD)`.
    let heading: String
    /// Names stand on the left, numbers on the right.
    let isNumber: Bool
  }

  struct Row {
    enum Kind { case detail, subtotal, total }
    let kind: Kind
    let cells: [String]
  }

  let columns: [Column]
  /// The report's rows and, as the last, its total.
  let rows: [Row]

  init(_ report: Report) {
    columns = report.columns.map { column in
      switch column.content {
      case .dimension: Column(name: column.name, heading: column.name, isNumber: false)
      case .count, .percent: Column(name: column.name, heading: column.name, isNumber: true)
      case .money: Column(name: column.name, heading: "\(column.name) (\(report.currency))", isNumber: true)
      }
    }
    let printed = PrintedTable.cells(report)
    let dimensions = report.columns.indices.filter { report.columns[$0].content == .dimension }
    let rows = zip(report.rows, printed).map { row, cells in
      guard let depth = row.subtotalOf else { return Row(kind: .detail, cells: cells) }
      return Row(
        kind: .subtotal, cells: PrintedTable.labelled("total", after: depth, dimensions: dimensions, cells: cells))
    }
    let total = PrintedTable.labelled("Total", after: 0, dimensions: dimensions, cells: printed[report.rows.count])
    self.rows = rows + [Row(kind: .total, cells: total)]
  }

  /// The cells of each row and of the totals.
  private static func cells(_ report: Report) -> [[String]] {
    let tree = RowTree(report)
    var cells = (report.rows.map(\.cells) + [report.totals]).map { $0.map(text) }
    for (index, column) in report.columns.enumerated() {
      guard case .money(let decimals) = column.content else { continue }
      let rounded = RoundedColumn(report, column: index, decimals: decimals, tree: tree)
      for (row, amount) in (rounded.rows + [rounded.total]).enumerated() {
        if let amount { cells[row][index] = amount.grouped(decimals: decimals) }
      }
    }
    return cells
  }

  private static func text(_ cell: Report.Cell) -> String {
    switch cell {
    case .text(let text): text
    case .count(let count): count.grouped
    case .money(let money): money.exactText
    case .percent(let hundredths): Int128(hundredths).grouped(decimals: 2) + " %"
    case .none: "unknown"
    }
  }

  /// Keeps the first `depth` dimensions, writes the label into the next and empties those behind it.
  private static func labelled(_ label: String, after depth: Int, dimensions: [Int], cells: [String]) -> [String] {
    var cells = cells
    for (position, column) in dimensions.enumerated() where position >= depth {
      cells[column] = position == depth ? label : ""
    }
    return cells
  }
}
