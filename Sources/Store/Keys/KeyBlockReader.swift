import GRDB
import GRDBSQLite

/// Finds keys in blocks of runs without reading a block whole: four kilobytes are fetched from far away in memory, and the
/// key that is wanted is 24 bytes of them.
///
/// Ids are of chance, so that a key mostly lies near where its first bits say among those of the block.
final class KeyBlockReader: @unchecked Sendable {
  private let db: OpaquePointer
  private var blob: OpaquePointer?
  private let entries: UnsafeMutableRawBufferPointer

  /// Entries that are read at a time.
  private static let reach = 16

  init(_ db: Database) {
    self.db = db.sqliteConnection!
    entries = .allocate(byteCount: KeyBlockReader.reach * KeyEntry.size, alignment: 8)
  }

  deinit {
    close()
    entries.deallocate()
  }

  /// Lets go of the block that was read last, which may be about to go.
  func close() {
    sqlite3_blob_close(blob)
    blob = nil
  }

  /// The call that a key of a block leads to.
  /// - Parameter bounds: the first bits of the block's first key, and of the one behind its last.
  func callId(of key: KeyEntry, inBlock id: Int64, bounds: (first: UInt64, end: UInt64)) throws -> Int64? {
    try open(id)
    let count = Int(sqlite3_blob_bytes(blob)) / KeyEntry.size
    var (low, high) = (0, count)
    // As if keys lay evenly; where they do not, halves are taken.
    let share = Double(key.high &- bounds.first) / Double(bounds.end &- bounds.first)
    var middle = share >= 0 && share <= 1 ? Int(share * Double(count)) : count / 2
    while low < high {
      let start = max(low, min(middle - KeyBlockReader.reach / 2, high - KeyBlockReader.reach))
      let end = min(start + KeyBlockReader.reach, high)
      try read(start..<end)
      if key.precedes(KeyEntry(bytes, at: 0)) {
        high = start
      } else if KeyEntry(bytes, at: end - start - 1).precedes(key) {
        low = end
      } else {
        return KeyRun.callId(of: key, in: UnsafeRawBufferPointer(rebasing: bytes[..<((end - start) * KeyEntry.size)]))
      }
      middle = (low + high) / 2
    }
    return nil
  }

  private var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(entries) }

  private func open(_ id: Int64) throws {
    let code =
      blob == nil
      ? sqlite3_blob_open(db, "main", "keyBlock", "entries", id, 0, &blob) : sqlite3_blob_reopen(blob, id)
    if code != SQLITE_OK { throw failure(code) }
  }

  private func read(_ range: Range<Int>) throws {
    let code = sqlite3_blob_read(
      blob, entries.baseAddress, Int32(range.count * KeyEntry.size), Int32(range.lowerBound * KeyEntry.size))
    if code != SQLITE_OK { throw failure(code) }
  }

  private func failure(_ code: Int32) -> DatabaseError {
    DatabaseError(resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(db)))
  }
}
