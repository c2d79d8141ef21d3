import GRDB

/// The blocks of calls in the database: the call with an id has its place in the block of id / 256.
///
/// A row a call would be found, logged and indexed by itself. The calls of a log come, and are joined, one behind the other:
/// so a batch reads and writes each block once, and a call of the bench's log takes 17 bytes.
struct CallBlocks {
  static let schema = """
    -- Calls by the numbers of `CallColumn`, 256 ids a block; `id` is the first of them divided by 256. `firstTime` and
    -- `lastTime` are the bounds of their times in milliseconds since 1970 UTC, NULL where none is known; `untimed` counts the
    -- calls without a time among `calls`; `hasEstimates` is 1 where texts of any were counted.
    CREATE TABLE callBlock (
      id           INTEGER PRIMARY KEY,
      firstTime    INTEGER,
      lastTime     INTEGER,
      calls        INTEGER NOT NULL CHECK (calls BETWEEN 0 AND 256),
      untimed      INTEGER NOT NULL CHECK (untimed BETWEEN 0 AND calls),
      hasEstimates INTEGER NOT NULL CHECK (hasEstimates IN (0, 1)),
      cells        BLOB    NOT NULL
    ) STRICT;

    CREATE INDEX callBlockByTime ON callBlock (firstTime, lastTime, calls, untimed, hasEstimates);
    """

  private let find: SQLStatement
  private let keep: SQLStatement

  init(_ db: Database) throws {
    find = try SQLStatement(db, "SELECT cells FROM callBlock WHERE id = ?")
    keep = try SQLStatement(
      db,
      """
      INSERT OR REPLACE INTO callBlock (id, firstTime, lastTime, calls, untimed, hasEstimates, cells)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
  }

  static func number(of call: Int64) -> Int64 { call >> 8 }
  static func index(of call: Int64) -> Int { Int(call & 0xFF) }

  /// Reads a block; nil where there is none.
  func read<Value>(_ number: Int64, into block: CallBlock, _ body: () throws -> Value) throws -> Value? {
    find.bind(1, number)
    defer { find.reset() }
    guard try find.step() else { return nil }
    try block.open(find.bytes(0))
    return try body()
  }

  func write(_ cells: CallCells, _ number: Int64) throws {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8192)
    cells.encode(into: &bytes)
    let extent = cells.extent
    keep.bind(1, number)
    keep.bind(2, extent.times?.lowerBound)
    keep.bind(3, extent.times?.upperBound)
    keep.bind(4, extent.calls)
    keep.bind(5, extent.untimed)
    keep.bind(6, cells.hasEstimates ? 1 : 0)
    try bytes.withUnsafeBytes { bytes in
      keep.bind(7, bytes)
      try keep.run()
    }
  }

  /// The highest id that a call has or had; 0 where there never was one.
  static func lastId(_ db: Database) throws -> Int64 {
    // Also of calls that were merged: their keys still lead through it.
    let last = try SQLStatement(
      db, "SELECT (SELECT max(id) FROM callBlock), (SELECT max(id) FROM mergedCall)")
    defer { last.reset() }
    guard try last.step() else { return 0 }
    var id = last.integer(1) ?? 0
    if let number = last.integer(0) {
      let block = CallBlock()
      let count = try CallBlocks(db).read(number, into: block) { block.count } ?? 0
      id = max(id, number << 8 + Int64(count) - 1)
    }
    return id
  }
}
