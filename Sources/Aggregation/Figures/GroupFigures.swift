import ChargebackModel

/// What the calls of a row come to, in a report that has figures of its own.
protocol GroupFigures {
  /// The figures, in the order of their cells.
  static var columns: [Report.Column] { get }
  init()
  /// Takes the calls of another row in.
  mutating func add(_ other: Self)
  var cells: [Report.Cell] { get }
}

extension Array where Element: GroupFigures {
  /// Makes sure that there are figures for a row.
  mutating func reach(_ row: Int) {
    while count <= row { append(Element()) }
  }
}
