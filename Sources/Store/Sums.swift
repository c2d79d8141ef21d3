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
    UsageSum(
      slice: slice, profileId: row["profileId"], source: row["isMetered"] ? .reported : .unknown,
      inputBand: row["inputBand"], calls: row["calls"],
      inputTokens: row["inputTokens"], cachedInputTokens: row["cachedInputTokens"], outputTokens: row["outputTokens"],
      reasoningTokens: row["reasoningTokens"])
  }

  private static func sumsSQL(_ bounds: [Int64]) -> String {
    let band = bounds.isEmpty ? "0" : bounds.map { "(input > \($0))" }.joined(separator: " + ")
    return """
      WITH effective AS (
        SELECT
          profileId,
          ifnull(inputTokens, claimedInputTokens) AS input,
          ifnull(cachedInputTokens, 0) AS cached,
          ifnull(outputTokens, claimedOutputTokens) AS output,
          ifnull(reasoningTokens, 0) AS reasoning
        FROM call
        WHERE time >= ? AND time < ?
      ),
      metered AS (
        SELECT *, ifnull(input >= cached AND output >= reasoning, 0) AS isMetered
        FROM effective
      )
      SELECT
        profileId,
        isMetered,
        ifnull(isMetered * (\(band)), 0) AS inputBand,
        count(*) AS calls,
        isMetered * sum(ifnull(input, 0)) AS inputTokens,
        isMetered * sum(cached) AS cachedInputTokens,
        isMetered * sum(ifnull(output, 0)) AS outputTokens,
        isMetered * sum(reasoning) AS reasoningTokens
      FROM metered
      GROUP BY profileId, isMetered, inputBand, isMetered * ((input > cached) + 2 * (cached > 0) + 4 * (output > 0))
      """
  }
}
