/// The CSV table that a scanner is in.
struct CSVTableState {
  let header: TableHeader
  /// Columns whose names say that they hold times.
  let timeColumns: [Int]
  var order: DateOrder?
  /// Its dates can be read in two ways, so its rows are not read.
  var isRefused = false
  var rows = 0

  /// Rows to look at before a table is taken for one without dates of doubtful order.
  static let rowsBeforeDates = 200

  /// The most rows that the portal gives, by the way of exporting.
  private static let caps = [10_000, 30_000]

  init(_ header: TableHeader) {
    self.header = header
    timeColumns = header.names.indices.filter { index in
      let name = header.names[index].lowercased()
      return name.contains("time") || name.contains("date")
    }
  }

  var isProbablyCut: Bool { CSVTableState.caps.contains(rows) }

  func monthFirst(_ cells: [String]) -> [String] {
    guard let order else { return cells }
    var cells = cells
    for column in timeColumns where column < cells.count { cells[column] = order.monthFirst(cells[column]) }
    return cells
  }
}
