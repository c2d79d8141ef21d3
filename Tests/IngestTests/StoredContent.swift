import GRDB

@testable import Store

/// What a database says about calls, claims, events and sums, in an order that does not depend on the order of reading:
/// every cell but row ids and digests, which hang on how a record was written down.
enum StoredContent {
  private static let tables = [
    "SELECT call.*, profile.* FROM call JOIN profile ON profile.id = profileId", "SELECT * FROM usageClaim",
    "SELECT * FROM resourceEvent", "SELECT * FROM usageAggregate",
  ]
  private static let hidden: Set = ["id", "profileId", "callId", "digest"]

  static func lines(_ store: Store) throws -> [String] {
    try store.read { db in
      try tables.flatMap { sql in
        try Row.fetchAll(db, sql: sql).map { row in
          row.filter { !hidden.contains($0.0) && !$0.1.isNull }.map { "\($0.0)=\($0.1)" }.joined(separator: " ")
        }.sorted()
      }
    }
  }
}
