import GRDB

/// Which call an id belongs to.
///
/// Ids are of chance, so that a tree of them would be read and written all over for every batch. They lie instead in runs:
/// each batch writes its keys once, sorted, in blocks of a page; eight runs of about one size become one. Most keys of a
/// log are new, which the runs' filters tell without reading a block (a log-structured merge tree: O'Neil and others,
/// 1996). A key is written once and leads to its call for ever, if need be through `mergedCall`.
struct KeyIndex {
  /// Oldest first.
  private var runs: [KeyRun] = []
  /// Of the batch that is being joined.
  private var fresh = KeyTable()
  private var expected = ExpectedKeys()
  /// The sum of what was touched, so that touching is not taken for useless.
  private var touched: UInt64 = 0
  /// Nil between batches.
  private var blocks: KeyBlockReader?

  /// Runs of one size that are merged into one.
  private static let mergedRuns = 8

  /// Looks which runs there are now: another program may have written some.
  mutating func begin(_ db: Database) throws {
    let known = Dictionary(uniqueKeysWithValues: runs.map { ($0.id, $0) })
    runs = try KeyRun.all(db, known: known)
    fresh.removeAll()
    expected.removeAll()
    blocks = nil
  }

  mutating func callId(of key: KeyEntry, _ db: Database) throws -> Int64? {
    if let id = fresh.callId(of: key) { return id }
    if expected.takeNew(key) { return nil }
    let probe = KeyFilter.Probe(key)
    let reader = blocks ?? KeyBlockReader(db)
    blocks = reader
    for run in runs.reversed() where run.filter.mayContain(probe) {
      guard let block = run.block(of: key) else { continue }
      let id = try reader.callId(of: key, inBlock: run.blockId(block), bounds: run.bounds(of: block))
      if let id { return id }
    }
    return nil
  }

  /// Says which keys will be asked for next, in their order.
  mutating func expect(_ keys: [KeyEntry]) {
    let hashes = keys.map(\.hash)
    touched = fresh.touch(hashes)
    for run in runs { touched &+= run.filter.touch(hashes) }
    expected.begin(keys) { probe in runs.contains { $0.filter.mayContain(probe) } }
  }

  static let blockSQL = "SELECT entries FROM keyBlock WHERE id = ?"

  /// - Precondition: no call has the key.
  mutating func insert(_ entry: KeyEntry) { fresh.insert(entry) }

  /// Writes the batch's keys, and merges runs where there are too many.
  mutating func end(_ db: Database) throws {
    blocks = nil
    guard !fresh.entries.isEmpty else { return }
    let entries = KeyOrder.sorted(fresh.entries)
    var writer = try KeyRunWriter(db, id: nextId, capacity: Int64(entries.count))
    for entry in entries { try writer.append(entry) }
    runs.append(try writer.finish())
    fresh.removeAll()
    while let size = crowdedClass { try merge(runs.filter { $0.sizeClass == size }, db) }
  }

  private var nextId: Int64 { (runs.last?.id ?? 0) + 1 }

  private var crowdedClass: Int? {
    Dictionary(grouping: runs, by: \.sizeClass).filter { $0.value.count >= KeyIndex.mergedRuns }.keys.min()
  }

  private mutating func merge(_ parts: [KeyRun], _ db: Database) throws {
    var writer = try KeyRunWriter(db, id: nextId, capacity: parts.reduce(0) { $0 + $1.count })
    var readers = try parts.map { try KeyRunReader($0, db) }
    while true {
      var least = -1
      for index in readers.indices {
        guard let entry = readers[index].entry else { continue }
        if least < 0 || entry.precedes(readers[least].entry!) { least = index }
      }
      if least < 0 { break }
      try writer.append(readers[least].entry!)
      try readers[least].advance(db)
    }
    let merged = Set(parts.map(\.id))
    runs = runs.filter { !merged.contains($0.id) } + [try writer.finish()]
    for part in parts {
      try db.execute(
        sql: "DELETE FROM keyBlock WHERE id BETWEEN ? AND ?",
        arguments: [part.blockId(0), part.blockId(0) | 0xFFFF_FFFF])
      try db.execute(sql: "DELETE FROM keyRun WHERE id = ?", arguments: [part.id])
    }
  }
}
