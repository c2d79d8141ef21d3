import ChargebackModel

/// Which rows of a report add up to which: found from the subtotal rows, each of which follows what it sums.
struct RowTree {
  /// The rows that add up to the report's total.
  private(set) var top: [Int] = []
  /// The rows that add up to a subtotal row, by that row's index; detail rows are not in it.
  private(set) var parts: [Int: [Int]] = [:]

  init(_ report: Report) {
    let dimensions = report.columns.indices.filter { report.columns[$0].content == .dimension }
    for (index, row) in report.rows.enumerated() {
      if let depth = row.subtotalOf {
        let key = dimensions.prefix(depth)
        let start =
          top.lastIndex { other in key.contains { report.rows[other].cells[$0] != row.cells[$0] } }.map { $0 + 1 } ?? 0
        parts[index] = Array(top[start...])
        top.removeSubrange(start...)
      }
      top.append(index)
    }
  }
}
