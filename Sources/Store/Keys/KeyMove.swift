import Foundation
import GRDB

/// Brings the keys of an older database from their table into a run.
enum KeyMove {
  static func run(_ db: Database) throws {
    let count = try Int64.fetchOne(db, sql: "SELECT count(*) FROM callKey") ?? 0
    if count > 0 {
      var writer = try KeyRunWriter(db, id: 1, capacity: count)
      // By the bytes behind the kind first, as runs are sorted.
      let rows = try Row.fetchCursor(
        db, sql: "SELECT key, callId FROM callKey ORDER BY substr(key, 2), substr(key, 1, 1)")
      while let row = try rows.next() {
        try writer.append(KeyEntry(bytes: row["key"]).leading(to: row["callId"]))
      }
      _ = try writer.finish()
    }
    try db.execute(sql: "DROP TABLE callKey")
  }
}
