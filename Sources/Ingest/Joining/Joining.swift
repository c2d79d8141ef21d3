import ChargebackModel
import Foundation
import Store

/// Joins records into the database on a thread of its own, while others are still being read.
final class Joining: @unchecked Sendable {
  // Let go before `isDone`, so that whoever closes the database is not kept from it by a thread about to end.
  private var store: Store?
  private let portions = HandOver<JoiningPortion>(capacity: 4)
  private let isDone = DispatchSemaphore(value: 0)
  // Written by the thread before `isDone`, read by others behind it.
  private var counts: [Int: JoiningCounts] = [:]
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
        for step in portion.steps { try join(step, of: portion.file, writer, &trail) }
        let next = portion.endsBatch ? nil : portions.take()
        guard let next else {
          if let input = portion.input { try writer.keep(trail, of: input) }
          return portion.endsBatch
        }
        portion = next
      }
    }
  }

  private func join(_ step: JoiningStep, of file: Int, _ writer: CallWriter, _ trail: inout Trail) throws {
    switch step {
    case .fragment(let fragment, let place):
      if let total = fragment.undividedTotal { _ = try writer.keep(total) }
      let outcome = try writer.merge(fragment)
      if case .merged(let calls) = outcome { counts[file, default: JoiningCounts()].newCalls += Int64(calls) }
      if let place {
        trail.append(place, call: writer.latestCall)
        count(file, isNew: outcome != .duplicate)
      }
    case .event(let event): count(file, isNew: try writer.keep(event))
    case .aggregates(let sums): count(file, isNew: try sums.filter { try writer.keep($0) }.count > 0)
    case .rejected(let digest, let code): _ = try writer.reject(digest: digest, code: code)
    case .fileRead(let place, let identity, let reading):
      try writer.keep(reading: reading, place: place, identity: identity)
    }
  }

  private func count(_ file: Int, isNew: Bool) {
    if isNew {
      counts[file, default: JoiningCounts()].merged += 1
    } else {
      counts[file, default: JoiningCounts()].duplicates += 1
    }
  }
}
