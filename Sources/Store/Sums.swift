import ChargebackModel
import GRDB

extension Store {
  /// Sums the calls between each two neighbours of `edges`, half-open, by profile, source of usage and used meters.
  ///
  /// Calls of one sum used the same meters, so that a missing price concerns all of them or none. Counts that contradict
  /// each other (more cached than input tokens) are no counts: such calls are unmetered.
  ///
  /// - Parameter inputTokenBounds: calls of one sum exceed the same of these bounds with their input tokens.
  package func sums(between edges: [Instant], inputTokenBounds: [Int64] = []) throws(StoreFailure) -> [UsageSum] {
    guard edges.count > 1 else { return [] }
    return try read { db in
      var sums: [UsageSum] = []
      let statement = try db.cachedStatement(sql: Store.sumsSQL(inputTokenBounds))
      for slice in 0..<(edges.count - 1) {
        let arguments: StatementArguments = [edges[slice].milliseconds, edges[slice + 1].milliseconds]
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while let row = try rows.next() { sums.append(Store.sum(row, slice: slice)) }
      }
      return sums
    }
  }

  private static func sum(_ row: Row, slice: Int) -> UsageSum {
    let isMetered: Bool = row["isMetered"]
    var usage = TokenUsage()
    if isMetered {
      for count in UsageCount.allCases { usage[count] = row[count.rawValue] }
    }
    return UsageSum(
      slice: slice, profileId: row["profileId"], source: isMetered ? .reported : .unknown,
      inputBand: row["inputBand"], calls: row["calls"], usage: usage)
  }

  /// A call is metered if its tokens are known both ways, or what is billed instead of tokens; and if no part is more than
  /// its whole.
  private static func sumsSQL(_ bounds: [Int64]) -> String {
    let band = bounds.isEmpty ? "0" : bounds.map { "(inputTokens > \($0))" }.joined(separator: " + ")
    let counts = UsageCount.allCases.map(\.rawValue)
    let parts = UsageCount.allCases.filter { $0 != .inputTokens && $0 != .outputTokens }.map(\.rawValue)
    let meters = Meter.allCases.map(quantitySQL).filter { !$0.isEmpty }
    let used = meters.enumerated().map { "\(1 << $0.offset) * (\($0.element) > 0)" }.joined(separator: " + ")
    return """
      WITH effective AS (
        SELECT
          profileId,
          ifnull(inputTokens, claimedInputTokens) AS inputTokens,
          ifnull(outputTokens, claimedOutputTokens) AS outputTokens,
          \(parts.joined(separator: ", "))
        FROM call
        WHERE time >= ? AND time < ?
      ),
      metered AS (
        SELECT
          *,
          ((inputTokens IS NOT NULL AND outputTokens IS NOT NULL)
            OR coalesce(images, seconds, characters) IS NOT NULL)
            AND \(meters.map { "\($0) >= 0" }.joined(separator: " AND "))
            AND ifnull(reasoningTokens, 0) <= ifnull(outputTokens, 0) AS isMetered
        FROM effective
      )
      SELECT
        profileId,
        isMetered,
        ifnull(isMetered * (\(band)), 0) AS inputBand,
        count(*) AS calls,
        \(counts.map { "sum(\($0)) AS \($0)" }.joined(separator: ", "))
      FROM metered
      GROUP BY profileId, isMetered, inputBand, isMetered * (\(used))
      """
  }

  /// `quantity(of:)` of the model, in SQL: empty for a meter that no count feeds.
  private static func quantitySQL(_ meter: Meter) -> String {
    let terms = meter.counts.map { "\($0.sign < 0 ? "-" : "+") ifnull(\($0.count.rawValue), 0)" }
    return terms.isEmpty ? "" : "(" + terms.joined(separator: " ") + ")"
  }
}
