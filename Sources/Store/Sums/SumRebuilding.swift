import ChargebackModel
import GRDB

/// Sums up all calls anew where the sums of a database are missing, or were made by other rules.
enum SumRebuilding {
  /// Raised whenever `CallSum` or `SumBytes` change what they say; kept as SQLite's `user_version`.
  private static let rules: Int64 = 2

  static func run(_ pool: DatabaseQueue) throws {
    guard try pool.read(rules(of:)) != rules else { return }
    try pool.write { db in
      // Another program may have done it meanwhile.
      guard try rules(of: db) != rules else { return }
      try db.execute(sql: "DELETE FROM sliceSum; DELETE FROM untimedCalls")
      try sum(db)
      try db.execute(sql: "PRAGMA user_version = \(rules)")
    }
  }

  private static func rules(of db: Database) throws -> Int64? { try Int64.fetchOne(db, sql: "PRAGMA user_version") }

  private static func sum(_ db: Database) throws {
    let sums = SliceSums()
    let calls = CallCursor(db)
    try calls.begin()
    var count = 0
    while try calls.next() {
      if let call = calls.call { sums.add(call) }
      count += 1
      // Now and then, so that memory stays bounded.
      if count % 100_000 == 0 {
        sums.makeParts()
        try sums.end(db)
      }
    }
    sums.makeParts()
    try sums.end(db)
  }
}
