import GRDB

/// Brings the calls of an older database from their rows into blocks.
enum CallMove {
  static func run(_ db: Database) throws {
    try db.execute(sql: CallBlocks.schema)
    let rows = try SQLStatement(db, "SELECT id, \(CallColumn.names.joined(separator: ", ")) FROM call ORDER BY id")
    let (blocks, cells) = (try CallBlocks(db), CallCells())
    var number: Int64 = 0
    while try rows.step() {
      let id = rows.number(0)
      if CallBlocks.number(of: id) != number {
        if cells.count > 0 { try blocks.write(cells, number) }
        cells.removeAll()
        number = CallBlocks.number(of: id)
      }
      let call = StoredCall { rows.integer($0 + 1) ?? StoredCall.nothing }
      if let call { cells.put(call, at: CallBlocks.index(of: id)) }
    }
    rows.reset()
    if cells.count > 0 { try blocks.write(cells, number) }
    try db.execute(sql: "DROP TABLE call")
  }
}
