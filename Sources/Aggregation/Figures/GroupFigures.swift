import ChargebackModel

/// What the calls of a row come to, in a report that has figures of its own.
protocol GroupFigures: RowFigures {
  /// The figures, in the order of their cells.
  static var columns: [Report.Column] { get }
  /// Takes the calls of another row in.
  mutating func add(_ other: Self)
  var cells: [Report.Cell] { get }
}

extension GroupFigures {
  static func += (a: inout Self, b: Self) { a.add(b) }

  func cell(_ column: String) -> Report.Cell {
    guard let index = Self.columns.firstIndex(where: { $0.name == column }) else {
      preconditionFailure("there is no column \(column)")
    }
    return cells[index]
  }
}

extension Array where Element: GroupFigures {
  /// Makes sure that there are figures for a row.
  mutating func reach(_ row: Int) {
    while count <= row { append(Element()) }
  }
}
