import GRDB

/// Writes a run, whose entries come in their order.
struct KeyRunWriter {
  private let db: Database
  private let id: Int64
  private var count: Int64 = 0
  private var block: [KeyEntry] = []
  private var directory: [KeyEntry] = []
  private let filter: KeyFilter
  private let insert: SQLStatement

  init(_ db: Database, id: Int64, capacity: Int64) throws {
    self.db = db
    self.id = id
    filter = KeyFilter(capacity: Int(capacity))
    block.reserveCapacity(KeyRun.blockCapacity)
    insert = try SQLStatement(db, "INSERT INTO keyBlock (id, entries) VALUES (?, ?)")
  }

  mutating func append(_ entry: KeyEntry) throws {
    if block.count == KeyRun.blockCapacity { try writeBlock() }
    block.append(entry)
    filter.insert(entry)
    count += 1
  }

  private mutating func writeBlock() throws {
    guard let first = block.first else { return }
    insert.bind(1, id << 32 | Int64(directory.count))
    try block.withUnsafeBytes { bytes in
      insert.bind(2, bytes)
      try insert.run()
    }
    directory.append(first)
    block.removeAll(keepingCapacity: true)
  }

  mutating func finish() throws -> KeyRun {
    try writeBlock()
    let insert = try SQLStatement(db, "INSERT INTO keyRun (id, count, directory, filter) VALUES (?, ?, ?, ?)")
    insert.bind(1, id)
    insert.bind(2, count)
    try directory.withUnsafeBytes { directory in
      insert.bind(3, directory)
      try filter.withBytes { filter in
        insert.bind(4, filter)
        try insert.run()
      }
    }
    return KeyRun(id: id, count: count, directory: directory, filter: filter)
  }
}
