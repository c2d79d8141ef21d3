import Foundation
import GRDB

/// A record that told of a call, by where it stood when it was read.
package struct TrailRecord: Hashable, Sendable {
  /// Its `formats` are those that read the records of its batch.
  package let input: TrailInput
  package let place: String
  /// The first number in the place, to sort by.
  package let number: Int64
}

extension Store {
  /// The records that told of a call, by path, member and place. A database of before trails were kept knows none.
  package func trail(of call: Int64) throws(StoreFailure) -> [TrailRecord] {
    try read { db in
      let ids = try Store.idsOfMerged(into: call, db)
      let list = "[" + ids.sorted().map(String.init).joined(separator: ",") + "]"
      let rows = try Row.fetchCursor(db, sql: Store.trailSQL, arguments: [list])
      var found: Set<TrailRecord> = []
      while let row = try rows.next() {
        let input = Store.input(row)
        let entries: Data = row["entries"]
        try entries.withUnsafeBytes { bytes in
          try TrailBytes.visit(bytes) { entry in
            guard ids.contains(entry.call) else { return }
            found.insert(TrailRecord(input: input, place: entry.place.text, number: entry.place.number))
          }
        }
      }
      return Store.sorted(found)
    }
  }

  /// All inputs that told of calls, by path and member.
  package func trailInputs() throws(StoreFailure) -> [TrailInput] {
    try read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT *, '' AS formats FROM trailInput ORDER BY path, member")
      return rows.map(Store.input)
    }
  }

  /// One of each place: a call that was joined to another may have been noted there under both.
  private static func sorted(_ records: Set<TrailRecord>) -> [TrailRecord] {
    let places = Dictionary(grouping: records) { [$0.input.path, $0.input.member, $0.place] }
    return places.values.map { same in
      var input = same[0].input
      for other in same { input.formats.formUnion(other.input.formats) }
      return TrailRecord(input: input, place: same[0].place, number: same[0].number)
    }.sorted { a, b in
      (a.input.path, a.input.member, a.number, a.place.utf8.count, a.place)
        < (b.input.path, b.input.member, b.number, b.place.utf8.count, b.place)
    }
  }

  private static func input(_ row: Row) -> TrailInput {
    var input = TrailInput(
      path: row["path"], identity: row["identity"], readAt: row["readAt"], dateOrder: row["dateOrder"])
    input.member = row["member"]
    input.formats = ProfileRow.list(row["formats"])
    return input
  }

  /// The call and all that turned out to be it.
  private static func idsOfMerged(into call: Int64, _ db: Database) throws -> Set<Int64> {
    let merged = """
      WITH RECURSIVE same (id) AS (
        SELECT ?
        UNION
        SELECT mergedCall.id FROM same JOIN mergedCall ON mergedCall.callId = same.id
      )
      SELECT id FROM same
      """
    return try Set(Int64.fetchAll(db, sql: merged, arguments: [call]))
  }

  private static let trailSQL = """
    SELECT trailInput.*, formats, entries
    FROM trail JOIN trailInput ON trailInput.id = inputId
    WHERE EXISTS (SELECT 1 FROM json_each(?) WHERE value BETWEEN firstCall AND lastCall)
    """
}
