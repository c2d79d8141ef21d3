import GRDB

/// How the database itself is.
package struct StoreHealth: Hashable, Sendable {
  package let bytes: Int64
  /// What SQLite's own check says is wrong; empty if nothing is.
  package let damages: [String]
  /// Nil where the database is damaged: nobody can tell what it holds.
  package let content: Content?

  package struct Content: Hashable, Sendable {
    /// Pages that hold nothing any more.
    package let freeBytes: Int64
    package let calls: Int64
    package let callsWithoutTime: Int64
    /// Combinations of facts that calls share.
    package let profiles: Int64
    /// Records that could not be read, by the code of the reason, sorted.
    package let rejected: [Rejected]
  }

  package struct Rejected: Hashable, Sendable {
    package let code: String
    package let records: Int64
  }
}

extension Store {
  /// Reads the whole file once: some seconds for a gigabyte.
  package func health() throws(StoreFailure) -> StoreHealth {
    try read { db in
      func number(_ sql: String) throws -> Int64 { try Int64.fetchOne(db, sql: sql) ?? 0 }
      let pageSize = try number("PRAGMA page_size")
      let bytes = pageSize * (try number("PRAGMA page_count"))
      var damages = try Store.damages(db)
      guard damages.isEmpty else { return StoreHealth(bytes: bytes, damages: damages, content: nil) }
      let orphans = try number("SELECT count(*) FROM call WHERE profileId NOT IN (SELECT id FROM profile)")
      if orphans > 0 { damages.append("\(orphans) calls refer to a profile that is not there") }
      let content = StoreHealth.Content(
        freeBytes: pageSize * (try number("PRAGMA freelist_count")),
        calls: try number("SELECT sum(calls) FROM callBlock"),
        callsWithoutTime: try number("SELECT sum(untimed) FROM callBlock"),
        profiles: Int64(try Store.usedProfiles(db).count),
        rejected: try Row.fetchAll(
          db, sql: "SELECT code, count(*) AS records FROM rejectedRecord GROUP BY code ORDER BY code"
        ).map { StoreHealth.Rejected(code: $0["code"], records: $0["records"]) })
      return StoreHealth(bytes: bytes, damages: damages, content: damages.isEmpty ? content : nil)
    }
  }

  /// The check itself may stumble.
  private static func damages(_ db: Database) throws -> [String] {
    do {
      return try String.fetchAll(db, sql: "PRAGMA quick_check(10)").filter { $0 != "ok" }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      return [error.message ?? "the check cannot be ended"]
    }
  }
}
