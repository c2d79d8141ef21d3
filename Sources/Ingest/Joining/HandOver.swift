import Foundation

/// Passes things from one thread to another in their order, a few at a time: the giver waits while too many lie there.
final class HandOver<Thing: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private let capacity: Int
  private var things: [Thing] = []
  private var isFinished = false
  private var isRefused = false

  init(capacity: Int) { self.capacity = capacity }

  /// - Returns: false where nobody takes any more.
  func give(_ thing: Thing) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while things.count >= capacity, !isRefused { condition.wait() }
    if isRefused { return false }
    things.append(thing)
    // Nobody waits to take where there was something.
    if things.count == 1 { condition.broadcast() }
    return true
  }

  /// Says that nothing more will come.
  func finish() {
    condition.lock()
    isFinished = true
    condition.broadcast()
    condition.unlock()
  }

  /// Waits for the next thing; nil where nothing more will come.
  func take() -> Thing? {
    condition.lock()
    defer { condition.unlock() }
    while things.isEmpty, !isFinished { condition.wait() }
    guard !things.isEmpty else { return nil }
    // Nobody waits to give where there was room.
    if things.count == capacity { condition.broadcast() }
    return things.removeFirst()
  }

  /// Takes no more.
  func refuse() {
    condition.lock()
    isRefused = true
    things = []
    condition.broadcast()
    condition.unlock()
  }
}
