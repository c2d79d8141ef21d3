import ChargebackModel
import Foundation
import Store

/// Joins records into the database on a thread of its own, while others are still being read.
final class Joining: @unchecked Sendable {
  // Let go before `isDone`, so that whoever closes the database is not kept from it by a thread about to end.
  private var store: Store?
  private let portions = HandOver<JoiningPortion>(capacity: 100)
  private let isDone = DispatchSemaphore(value: 0)
  // Written by the thread before `isDone`, read by others behind it.
  private var counts: [Int: JoiningCounts] = [:]
  /// Rows of the profiles that portions brought. Touched by the thread only.
  private var profileIds: [Int64] = []
  private var expectedKeys: [KeyEntry] = []
  private var failure: (any Error)?

  init(_ store: Store) {
    self.store = store
    let thread = Thread { [self] in
      do {
        while try joinBatch() {}
      } catch {
        failure = error
        portions.refuse()
      }
      self.store = nil
      isDone.signal()
    }
    // A main thread's size: SQLite and the standard library count on more than the half megabyte of others.
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// - Throws: what stopped the thread.
  func give(_ portion: JoiningPortion) throws {
    if !portions.give(portion) { _ = try finish() }
  }

  /// Waits until everything is in the database.
  /// - Returns: the counts of each file that had any.
  /// - Throws: what stopped the thread.
  func finish() throws -> [Int: JoiningCounts] {
    portions.finish()
    isDone.wait()
    // For whoever asks again.
    isDone.signal()
    if let failure { throw failure }
    return counts
  }

  /// Joins portions up to the end of a batch. False at the end of all.
  private func joinBatch() throws -> Bool {
    guard let first = portions.take(), let store else { return false }
    return try store.importBatch { writer in
      var portion = first
      var trail = Trail()
      while true {
        try join(portion, writer, &trail)
        let next = portion.endsBatch ? nil : portions.take()
        guard let next else {
          if let input = portion.input { try writer.keep(trail, of: input) }
          return portion.endsBatch
        }
        portion = next
      }
    }
  }

  private func join(_ portion: JoiningPortion, _ writer: CallWriter, _ trail: inout Trail) throws {
    for profile in portion.profiles { profileIds.append(try writer.profileId(of: profile)) }
    expectedKeys.removeAll(keepingCapacity: true)
    for index in portion.calls.indices { portion.calls[index].keys.append(to: &expectedKeys) }
    writer.expect(expectedKeys)
    var known = counts[portion.file] ?? JoiningCounts()
    for step in portion.steps { try join(step, of: portion, writer, &known, &trail) }
    counts[portion.file] = known
  }

  private func join(
    _ step: JoiningStep, of portion: JoiningPortion, _ writer: CallWriter, _ counts: inout JoiningCounts,
    _ trail: inout Trail
  ) throws {
    switch step {
    case .plain(let number, let place):
      counts.take(try writer.merge(portion.calls[number], profileId: profileIds[portion.calls[number].profile]))
      trail.append(place, call: writer.latestCall)
    case .fragment(let fragment, let place):
      if let total = fragment.undividedTotal { _ = try writer.keep(total) }
      counts.take(try writer.merge(fragment), isRecord: place != nil)
      if let place { trail.append(place, call: writer.latestCall) }
    case .event(let event): counts.take(isNew: try writer.keep(event))
    case .aggregates(let sums): counts.take(isNew: try sums.filter { try writer.keep($0) }.count > 0)
    case .rejected(let digest, let code): _ = try writer.reject(digest: digest, code: code)
    case .fileRead(let place, let identity, let reading):
      try writer.keep(reading: reading, place: place, identity: identity)
    }
  }
}
