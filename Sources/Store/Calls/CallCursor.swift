import ChargebackModel
import GRDB
import GRDBSQLite

/// Goes through the calls with some ids and times, block after block.
final class CallCursor {
  /// Which blocks to read, and how to find them.
  private enum Way: Int, CaseIterable {
    case ids, idsAndTimes, times

    var sql: String {
      switch self {
      case .ids: "SELECT id, cells FROM callBlock WHERE id BETWEEN ?1 AND ?2"
      case .idsAndTimes:
        """
        SELECT id, cells FROM callBlock NOT INDEXED
        WHERE id BETWEEN ?1 AND ?2 AND firstTime <= ?4 AND lastTime >= ?3
        """
      case .times:
        "SELECT id, cells FROM callBlock INDEXED BY callBlockByTime WHERE firstTime <= ?4 AND lastTime >= ?3"
      }
    }
  }

  private let db: OpaquePointer
  private var statements: [OpaquePointer?] = Way.allCases.map { _ in nil }
  private var running: OpaquePointer?
  private let block = CallBlock()
  private var ids: ClosedRange<Int64> = 0...0
  private var times: ClosedRange<Int64>?
  private var first: Int64 = 0
  /// Of the call in its block.
  private(set) var index = 0

  init(_ db: OpaquePointer) { self.db = db }

  convenience init(_ db: Database) { self.init(db.sqliteConnection!) }

  deinit { for statement in statements { sqlite3_finalize(statement) } }

  var id: Int64 { first + Int64(index) }

  /// `StoredCall.nothing` where it is not known.
  func value(_ column: Int) -> Int64 { block.value(column, index) }

  var scanned: ScannedCall {
    ScannedCall(id: id, time: value(CallColumn.time), profileId: value(CallColumn.profileId))
  }

  var call: StoredCall? { block.call(index) }

  var beside: CallBeside { block.beside(index) }

  var limits: RateLimits { block.limits(index) }

  /// - Parameter times: in milliseconds since 1970 UTC; nil for calls without a time too.
  func begin(ids: ClosedRange<Int64> = 0...Int64.max, times: ClosedRange<Int64>? = nil) throws {
    end()
    self.ids = ids
    self.times = times
    let way: Way = times == nil ? .ids : ids == 0...Int64.max ? .times : .idsAndTimes
    let statement = try statement(way)
    running = statement
    if way != .times {
      sqlite3_bind_int64(statement, 1, CallBlocks.number(of: ids.lowerBound))
      sqlite3_bind_int64(statement, 2, CallBlocks.number(of: ids.upperBound))
    }
    if let times {
      sqlite3_bind_int64(statement, 3, times.lowerBound)
      sqlite3_bind_int64(statement, 4, times.upperBound)
    }
    index = -1
  }

  private func statement(_ way: Way) throws -> OpaquePointer? {
    if let known = statements[way.rawValue] { return known }
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(db, way.sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK else { throw failure(code) }
    statements[way.rawValue] = statement
    return statement
  }

  /// Goes to the next call; false behind the last.
  func next() throws -> Bool {
    while true {
      index += 1
      while index < block.count {
        if isWanted { return true }
        index += 1
      }
      guard try nextBlock() else { return false }
    }
  }

  private var isWanted: Bool {
    guard block.value(CallColumn.profileId, index) != StoredCall.nothing, ids.contains(id) else { return false }
    guard let times else { return true }
    let time = block.value(CallColumn.time, index)
    return time != StoredCall.nothing && times.contains(time)
  }

  private func nextBlock() throws -> Bool {
    guard let running else { return false }
    let code = sqlite3_step(running)
    guard code == SQLITE_ROW else {
      end()
      if code == SQLITE_DONE { return false }
      throw failure(code)
    }
    first = sqlite3_column_int64(running, 0) << 8
    let bytes = sqlite3_column_blob(running, 1)
    try block.open(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(running, 1))))
    index = -1
    return true
  }

  func end() {
    sqlite3_reset(running)
    running = nil
    block.close()
  }

  private func failure(_ code: Int32) -> DatabaseError {
    DatabaseError(resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(db)))
  }
}
