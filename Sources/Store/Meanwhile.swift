import Dispatch

/// Something that is done on another thread meanwhile.
final class Meanwhile: Sendable {
  private let group = DispatchGroup()

  init(_ body: @escaping @Sendable () -> Void) { DispatchQueue.global().async(group: group, execute: body) }

  /// Returns once it is done, at once where it is.
  func wait() { group.wait() }
}
