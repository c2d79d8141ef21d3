import Synchronization

/// What one batch leaves to the next. Nothing is lost where nothing is left: it is all in the database.
final class ImportMemory: Sendable {
  private let memory = Mutex<CallWriter.Memory?>(nil)

  /// Leaves nothing behind, so that a batch that fails is forgotten.
  func take() -> CallWriter.Memory {
    memory.withLock { memory in
      defer { memory = nil }
      return memory ?? CallWriter.Memory()
    }
  }

  func keep(_ new: CallWriter.Memory) { memory.withLock { $0 = new } }
}
