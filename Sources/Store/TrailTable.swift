import Foundation
import GRDB

/// Keeps where the records of each call stand, for `trace`.
enum TrailTable {
  static let schema = """
    -- Inputs whose records told of calls: files by their absolute paths, and the members of archives.
    CREATE TABLE trailInput (
      id        INTEGER PRIMARY KEY,
      path      TEXT    NOT NULL,
      member    TEXT    NOT NULL,
      identity  BLOB,
      readAt    INTEGER NOT NULL,
      dateOrder TEXT,
      UNIQUE (path, member)
    ) STRICT;

    -- Which record of an input told of which call, a row a batch: see TrailBytes. The first and last columns are the least
    -- and the greatest in `entries`, so that a look for one call, or for one place, reads few of them.
    CREATE TABLE trail (
      id         INTEGER PRIMARY KEY,
      inputId    INTEGER NOT NULL REFERENCES trailInput (id),
      firstCall  INTEGER NOT NULL,
      lastCall   INTEGER NOT NULL,
      firstPlace INTEGER NOT NULL,
      lastPlace  INTEGER NOT NULL,
      formats    TEXT    NOT NULL,
      entries    BLOB    NOT NULL
    ) STRICT;

    CREATE INDEX trailByInput ON trail (inputId, lastPlace);
    """
}

extension CallWriter {
  /// Keeps the trail of a batch. What the same input told before of the same call at the same place is not kept twice.
  package func keep(_ trail: Trail, of input: TrailInput) throws {
    guard !trail.entries.isEmpty else { return }
    let id = try inputId(input)
    let known = try knownEntries(of: id, at: trail.entries.map(\.place.number))
    let entries = known.isEmpty ? trail.entries : trail.entries.filter { !known.contains($0) }
    guard let calls = TrailRange(entries.map(\.call)), let places = TrailRange(entries.map(\.place.number)) else {
      return
    }
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO trail (inputId, firstCall, lastCall, firstPlace, lastPlace, formats, entries)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    try insert.execute(arguments: [
      id, calls.first, calls.last, places.first, places.last, input.formats.sorted().joined(separator: ","),
      Data(TrailBytes.encoded(entries)),
    ])
  }

  private func inputId(_ input: TrailInput) throws -> Int64 {
    let keep = try database.cachedStatement(
      sql: """
        INSERT INTO trailInput (path, member, identity, readAt, dateOrder) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (path, member)
        DO UPDATE SET identity = excluded.identity, readAt = excluded.readAt, dateOrder = excluded.dateOrder
        RETURNING id
        """)
    let arguments: StatementArguments = [input.path, input.member, input.identity, input.readAt, input.dateOrder]
    return try Int64.fetchOne(keep, arguments: arguments)!
  }

  private func knownEntries(of input: Int64, at places: [Int64]) throws -> Set<TrailBytes.Entry> {
    guard let range = TrailRange(places) else { return [] }
    let find = try SQLStatement(
      database, "SELECT entries FROM trail WHERE inputId = ? AND lastPlace >= ? AND firstPlace <= ?")
    defer { find.reset() }
    for (index, value) in [input, range.first, range.last].enumerated() { find.bind(index + 1, value) }
    var known: Set<TrailBytes.Entry> = []
    while try find.step() { try TrailBytes.visit(find.bytes(0)) { known.insert($0) } }
    return known
  }
}

/// The least and the greatest of some numbers.
private struct TrailRange {
  let first: Int64
  let last: Int64

  init?(_ numbers: [Int64]) {
    guard let first = numbers.min(), let last = numbers.max() else { return nil }
    self.first = first
    self.last = last
  }
}
