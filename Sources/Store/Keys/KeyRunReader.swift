import GRDB

/// Reads a run from its first entry to its last.
struct KeyRunReader {
  private let run: KeyRun
  private var nextBlock = 0
  private var block: [KeyEntry] = []
  private var place = 0
  /// Where it stands; nil behind the last.
  private(set) var entry: KeyEntry?

  init(_ run: KeyRun, _ db: Database) throws {
    self.run = run
    try advance(db)
  }

  mutating func advance(_ db: Database) throws {
    if place == block.count {
      guard nextBlock < run.directory.count else {
        entry = nil
        return
      }
      let find = try SQLStatement(db, KeyIndex.blockSQL)
      find.bind(1, run.blockId(nextBlock))
      guard try find.step() else { throw StoreFailure("the database is damaged: a block of keys is not there") }
      let bytes = find.bytes(0)
      block = (0..<(bytes.count / KeyEntry.size)).map { KeyEntry(bytes, at: $0) }
      find.reset()
      nextBlock += 1
      place = 0
    }
    entry = block[place]
    place += 1
  }
}
