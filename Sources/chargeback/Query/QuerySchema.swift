import Aggregation
import ChargebackModel
import Pricing
import ReportWriters
import Store

/// The page of `query --schema`: each table with its columns. It is the same for every database.
enum QuerySchema {
  static func write(_ writer: inout ResultText) throws {
    let books = Books(
      costs: CostBook(list: .bundled), pricesNote: "", directory: Directory([]), deployments: Deployments([]))
    guard let calendar = ZoneCalendar("UTC") else { return }
    try writer.begin(["table", "column", "type", "meaning"])
    for table in QueryTables.all(try Store(path: ":memory:"), books, calendar) {
      try writer.add([.text(table.name), .null, .null, .text(table.summary)])
      for column in table.columns {
        try writer.add([.text(table.name), .text(column.name), .text(column.kind.rawValue), .text(column.meaning)])
      }
    }
  }
}
