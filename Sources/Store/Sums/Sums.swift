import ChargebackModel
import GRDB

extension Store {
  /// Sums the calls between each two neighbours of `edges`, half-open, by profile, source of usage and used meters.
  ///
  /// Calls of one sum used the same meters, so that a missing price concerns all of them or none. Counts that contradict
  /// each other (more cached than input tokens) are no counts: such calls are unmetered. All is read at one moment.
  ///
  /// - Parameters:
  ///   - inputTokenBounds: calls of one sum exceed the same of these bounds with their input tokens.
  ///   - ids: of the only calls to sum; nil for all.
  package func sums(
    between edges: [Instant], inputTokenBounds: [Int64] = [], of ids: Set<Int64>? = nil
  ) throws(StoreFailure) -> UsageSums {
    guard edges.count > 1, ids?.isEmpty != true else { return UsageSums(sums: [], profiles: [:]) }
    return try read { db in
      let reader = try SumReader(db, inputTokenBounds, of: ids)
      var sums: [UsageSum] = []
      for slice in 0..<(edges.count - 1) {
        var parts = SumParts()
        try reader.read(from: edges[slice].milliseconds, to: edges[slice + 1].milliseconds, slice: slice) {
          parts.add($0)
        }
        sums += parts.sums()
      }
      return UsageSums(sums: sums, profiles: try Store.profiles(db, Set(sums.map(\.profileId))))
    }
  }

  /// Hands out the same sums one after another, in the order of their slices, so that memory stays bounded.
  /// - Parameter left: sums between the same edges, and by the same bounds, of metered calls to leave out.
  package func eachSum(
    between edges: [Instant], inputTokenBounds: [Int64] = [], without left: UsageSums, _ take: (UsageSum) -> Void
  ) throws(StoreFailure) {
    var (parts, slice) = (SumParts(), 0)
    try eachPart(between: edges, inputTokenBounds: inputTokenBounds, without: left) { part in
      if part.slice != slice {
        parts.sums().forEach(take)
        (parts, slice) = (SumParts(), part.slice)
      }
      parts.add(part)
    }
    parts.sums().forEach(take)
  }

  /// The same in parts to be added up, which is faster where few sums are wanted. A part may take calls away from others of
  /// its profile, slice, band and meters, and its profile may be one that no call has any more; calls without known counts
  /// come in whole sums.
  package func eachPart(
    between edges: [Instant], inputTokenBounds: [Int64] = [], without left: UsageSums, _ take: (UsageSum) -> Void
  ) throws(StoreFailure) {
    guard edges.count > 1 else { return }
    try read { db in
      let reader = try SumReader(db, inputTokenBounds, of: nil)
      var left = left.sums[...]
      for slice in 0..<(edges.count - 1) {
        var unknown = SumParts()
        try reader.read(from: edges[slice].milliseconds, to: edges[slice + 1].milliseconds, slice: slice) { part in
          if part.source == .unknown { unknown.add(part) } else { take(part) }
        }
        unknown.sums().forEach(take)
        while let sum = left.first, sum.slice == slice { take(left.removeFirst().negated) }
      }
    }
  }

  private static func profiles(_ db: Database, _ ids: Set<Int64>) throws -> [Int64: CallProfile] {
    let find = try SQLStatement(db, ProfileRow.selectSQL + " WHERE id = ?")
    var profiles: [Int64: CallProfile] = [:]
    for id in ids {
      find.bind(1, id)
      if try find.step() { profiles[id] = ProfileRow.profile(find) }
      find.reset()
    }
    return profiles
  }
}
