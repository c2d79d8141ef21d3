import GRDB

/// Sorted keys that were written together and never change; the blocks are in the database, and here is what finds them.
struct KeyRun {
  let id: Int64
  /// How many keys.
  let count: Int64
  /// The first entry of each block.
  let directory: [KeyEntry]
  let filter: KeyFilter

  /// So many entries fill a page of the database.
  static let blockCapacity = 168

  /// Runs of one class are about as long as each other.
  var sizeClass: Int {
    var (size, rest) = (0, count / 4096)
    while rest > 0 { (size, rest) = (size + 1, rest / 8) }
    return size
  }

  /// The id of a block's row.
  func blockId(_ index: Int) -> Int64 { id << 32 | Int64(index) }

  /// The block that holds the key if any does.
  func block(of key: KeyEntry) -> Int? {
    var (low, high) = (0, directory.count)
    while low < high {
      let middle = (low + high) / 2
      if key.precedes(directory[middle]) { high = middle } else { low = middle + 1 }
    }
    return low == 0 ? nil : low - 1
  }

  /// The first bits of the first key of a block, and of the first key of the next one.
  func bounds(of block: Int) -> (first: UInt64, end: UInt64) {
    (directory[block].high, block + 1 < directory.count ? directory[block + 1].high : .max)
  }

  /// The call that a key of some entries leads to.
  static func callId(of key: KeyEntry, in block: UnsafeRawBufferPointer) -> Int64? {
    var (low, high) = (0, block.count / KeyEntry.size)
    while low < high {
      let middle = (low + high) / 2
      if KeyEntry(block, at: middle).precedes(key) { low = middle + 1 } else { high = middle }
    }
    guard low < block.count / KeyEntry.size else { return nil }
    let entry = KeyEntry(block, at: low)
    return entry.isSameKey(as: key) ? entry.callId : nil
  }

  // MARK: Its row

  static func all(_ db: Database, known: [Int64: KeyRun]) throws -> [KeyRun] {
    let list = try SQLStatement(db, "SELECT id FROM keyRun ORDER BY id")
    var ids: [Int64] = []
    while try list.step() { ids.append(list.integer(0)!) }
    list.reset()
    return try ids.map { id in try known[id] ?? KeyRun(db, id) }
  }

  private init(_ db: Database, _ id: Int64) throws {
    let find = try SQLStatement(db, "SELECT count, directory, filter FROM keyRun WHERE id = ?")
    defer { find.reset() }
    find.bind(1, id)
    guard try find.step() else { throw StoreFailure("the database is damaged: the keys of run \(id) are not there") }
    self.id = id
    count = find.integer(0)!
    let entries = find.bytes(1)
    directory = (0..<(entries.count / KeyEntry.size)).map { KeyEntry(entries, at: $0) }
    filter = KeyFilter(find.bytes(2))
  }

  init(id: Int64, count: Int64, directory: [KeyEntry], filter: KeyFilter) {
    self.id = id
    self.count = count
    self.directory = directory
    self.filter = filter
  }
}
