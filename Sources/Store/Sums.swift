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

  // MARK: SQL

  /// The counts of a call that are charged, under their names.
  static let effectiveCountsSQL: String = {
    let parts = UsageCount.allCases.filter { $0 != .inputTokens && $0 != .outputTokens }.map(\.rawValue)
    return """
      ifnull(inputTokens, claimedInputTokens) AS inputTokens,
          ifnull(outputTokens, claimedOutputTokens) AS outputTokens,
          \(parts.joined(separator: ", "))
      """
  }()

  /// Which calls of a span a statement sums.
  enum SummedCalls {
    case all
    /// Those whose ids are in a list, which is its third argument.
    case chosen

    fileprivate var conditionSQL: String {
      switch self {
      case .all: ""
      case .chosen: " AND id IN (SELECT value FROM json_each(?))"
      }
    }
  }

  static func sumsSQL(_ bounds: [Int64], of calls: SummedCalls = .all) -> String {
    let band = bounds.isEmpty ? "0" : bounds.map { "(inputTokens > \($0))" }.joined(separator: " + ")
    let counts = UsageCount.allCases.map(\.rawValue)
    return """
      WITH effective AS (
        SELECT profileId, \(effectiveCountsSQL)
        FROM call
        WHERE time >= ? AND time < ?\(calls.conditionSQL)
      )
      SELECT
        profileId,
        \(metersSQL) AS meters,
        ifnull(\(band), 0) AS inputBand,
        count(*) AS calls,
        \(counts.map { "sum(min(\($0), \(largestCount))) AS \($0)" }.joined(separator: ", "))
      FROM effective
      GROUP BY profileId, meters, inputBand
      """
  }

  private static let largestCount = TokenUsage.largestCount

  /// All that most calls have; the formula for all counts would take longer than the summing.
  private static let commonCounts: Set<UsageCount> = [
    .inputTokens, .cachedInputTokens, .outputTokens, .reasoningTokens,
  ]

  /// The meters that a call used, a bit for each; -1 where its counts are not known.
  static let metersSQL: String = {
    let rare = UsageCount.allCases.filter { !commonCounts.contains($0) }.map(\.rawValue)
    return """
      CASE
          WHEN coalesce(\(rare.joined(separator: ", "))) IS NULL
          THEN \(metersSQL(of: commonCounts))
          ELSE \(metersSQL(of: Set(UsageCount.allCases)))
        END
      """
  }()

  /// The same for a call that has none but these counts. It is metered if its tokens are known both ways, or what is billed
  /// instead of tokens; and if no part is more than its whole.
  private static func metersSQL(of counts: Set<UsageCount>) -> String {
    // The bit is the meter's own, whichever counts the formula is for.
    let bits = Meter.allCases.enumerated().map { (bit: 1 << $0.offset, quantity: quantitySQL($0.element, of: counts)) }
    let meters = bits.filter { !$0.quantity.isEmpty }
    let known = counts.map { "ifnull(\($0.rawValue), 0)" }.sorted()
    let pieces = counts.contains(.images) ? "coalesce(images, seconds, characters)" : "NULL"
    return """
      CASE
            WHEN ((inputTokens IS NOT NULL AND outputTokens IS NOT NULL) OR \(pieces) IS NOT NULL)
              AND \(meters.map { "\($0.quantity) >= 0" }.joined(separator: " AND "))
              AND ifnull(reasoningTokens, 0) <= ifnull(outputTokens, 0)
              AND max(\(known.joined(separator: ", "))) <= \(largestCount)
            THEN \(meters.map { "\($0.bit) * (\($0.quantity) > 0)" }.joined(separator: " + "))
            ELSE -1
          END
      """
  }

  /// `quantity(of:)` of the model, in SQL: empty for a meter that none of these counts feeds.
  private static func quantitySQL(_ meter: Meter, of counts: Set<UsageCount>) -> String {
    let terms = meter.counts.filter { counts.contains($0.count) }
      .map { "\($0.sign < 0 ? "-" : "+") ifnull(\($0.count.rawValue), 0)" }
    return terms.isEmpty ? "" : "(" + terms.joined(separator: " ") + ")"
  }
}
