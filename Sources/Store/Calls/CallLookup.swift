import GRDB

/// Finds calls by their ids, one after another; mostly the next one lies in the same block.
final class CallLookup {
  private let find: SQLStatement
  private let block = CallBlock()
  /// Of the block that is open; -1 for none.
  private var number: Int64 = -1

  init(_ db: Database) throws {
    find = try SQLStatement(unshared: db, "SELECT cells FROM callBlock WHERE id = ?")
  }

  /// Nil where there is no such call.
  func call(_ id: Int64) throws -> StoredCall? { try index(of: id).flatMap { block.call($0) } }

  /// Nil where there is no such call.
  func beside(_ id: Int64) throws -> CallBeside? { try index(of: id).map { block.beside($0) } }

  /// The call's time and profile alone; nil where there is no such call.
  func scanned(_ id: Int64) throws -> ScannedCall? { try index(of: id).flatMap { ScannedCall(id, block, $0) } }

  private func index(of id: Int64) throws -> Int? {
    if CallBlocks.number(of: id) != number {
      end()
      find.bind(1, CallBlocks.number(of: id))
      guard try find.step() else {
        find.reset()
        return nil
      }
      try block.open(find.bytes(0))
      number = CallBlocks.number(of: id)
    }
    let index = CallBlocks.index(of: id)
    return index < block.count ? index : nil
  }

  /// Lets go of the block, which may be about to change.
  func end() {
    find.reset()
    block.close()
    number = -1
  }
}
