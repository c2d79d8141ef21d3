import Synchronization

/// Raised from another thread to end an import: it stops behind the record at which it is, and what it read so far is kept.
package final class StopSign: Sendable {
  private let raised = Atomic<Bool>(false)

  package init() {}

  package func raise() { raised.store(true, ordering: .relaxed) }

  package var isRaised: Bool { raised.load(ordering: .relaxed) }
}

/// An import saw its `StopSign`.
struct Interrupted: Error {}
