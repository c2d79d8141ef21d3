import ChargebackModel
import GRDB

/// Brings the calls of an older database, and what stood beside them in tables of their own, from rows into blocks.
enum CallMove {
  static func run(_ db: Database) throws {
    try db.execute(sql: CallBlocks.schema)
    let rows = try SQLStatement(db, rowsSQL)
    let (blocks, cells) = (try CallBlocks(db), CallCells())
    var number: Int64 = 0
    while try rows.step() {
      let id = rows.number(0)
      if CallBlocks.number(of: id) != number {
        if cells.count > 0 { try blocks.write(cells, number) }
        cells.removeAll()
        number = CallBlocks.number(of: id)
      }
      guard let call = StoredCall({ rows.integer($0 + 1) ?? StoredCall.nothing }) else { continue }
      let beside = CallBeside(
        limits: LimitColumns.limits { rows.integer(CallColumn.limits + $0 + 1) },
        estimate: EstimateColumns.estimate { rows.integer(CallColumn.estimate + $0 + 1) })
      cells.put(call, at: CallBlocks.index(of: id))
      if !beside.isEmpty { cells.put(beside, at: CallBlocks.index(of: id)) }
    }
    rows.reset()
    if cells.count > 0 { try blocks.write(cells, number) }
    try db.execute(sql: "DROP TABLE call; DROP TABLE callLimit; DROP TABLE callEstimate")
  }

  private static let rowsSQL = """
    SELECT id, \(CallColumn.names.joined(separator: ", "))
    FROM call
      LEFT JOIN callLimit ON callLimit.callId = id
      LEFT JOIN callEstimate ON callEstimate.callId = id
    ORDER BY id
    """
}
