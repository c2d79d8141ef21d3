import ChargebackModel
import Foundation
import GRDB

/// Calls of which nobody reported all tokens but whose texts were counted; they share a profile and a slice of time.
package struct EstimateSum: Hashable, Sendable {
  /// Index of the slice of time, counted from 0.
  package let slice: Int
  package let profileId: Int64
  package let calls: Int64
  /// Sums of what was reported; nil where nothing was.
  package let inputTokens: Int64?
  package let outputTokens: Int64?
  /// Sums over the calls, which have the same limits. Calls with pictures are alike in all counts of their prompts.
  package let estimate: CallEstimate
  /// How many of the bounds for long-context prices the input of each call exceeds, pictures left out: reported, or by
  /// either vocabulary.
  package let cl100kBand: Int
  package let o200kBand: Int
}

/// How far estimates were from what the service reported, over calls that have both; they share a profile and a slice.
package struct EstimateError: Hashable, Sendable {
  package let slice: Int
  package let profileId: Int64
  package let input: Deviation
  package let output: Deviation

  package struct Deviation: Hashable, Sendable {
    package let calls: Int64
    /// Sum over the calls, in tokens.
    package let reported: Int64
    package let cl100k: ByVocabulary
    package let o200k: ByVocabulary
  }

  package struct ByVocabulary: Hashable, Sendable {
    /// Sum over the calls, in tokens.
    package let estimated: Int64
    /// Sum over the calls of how far the estimate is from the report, each in hundredths of a percent of the report.
    package let deviations: Int64
  }
}

extension Store {
  /// Sums what texts come to, between each two neighbours of `edges`, half-open, where no full count was reported. Calls
  /// whose parts were reported, but not the whole that they are parts of, are left out: the two might contradict.
  package func estimateSums(
    between edges: [Instant], inputTokenBounds bounds: [Int64] = []
  ) throws(StoreFailure) -> [EstimateSum] {
    try perSlice(edges, Store.estimateSumsSQL(bounds)) { row, slice in
      EstimateSum(
        slice: slice, profileId: row["profileId"], calls: row["calls"], inputTokens: row["inputTokens"],
        outputTokens: row["outputTokens"], estimate: EstimateColumns.estimate { row[EstimateColumns.names[$0]] },
        cl100kBand: row["cl100kBand"], o200kBand: row["o200kBand"])
    }
  }

  /// Compares estimates with reports. Left out are texts that do not show all, and prompts with pictures, whose tokens
  /// depend on the model.
  package func estimateErrors(between edges: [Instant]) throws(StoreFailure) -> [EstimateError] {
    try perSlice(edges, Store.estimateErrorsSQL) { row, slice in
      EstimateError(
        slice: slice, profileId: row["profileId"], input: Store.deviation(row, "input"),
        output: Store.deviation(row, "output"))
    }
  }

  private func perSlice<Value>(
    _ edges: [Instant], _ sql: String, _ make: (Row, Int) -> Value
  ) throws(StoreFailure) -> [Value] {
    guard edges.count > 1 else { return [] }
    return try read { db in
      guard try Bool.fetchOne(db, sql: "SELECT max(hasEstimates) FROM callBlock") == true else { return [] }
      let moments = edges.map(\.milliseconds)
      let arguments: StatementArguments = [
        moments[0], moments[moments.count - 1], Data(SliceFunction.argument(moments)),
      ]
      let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
      var values: [Value] = []
      while let row = try rows.next() { values.append(make(row, row["slice"])) }
      return values
    }
  }

  private static func deviation(_ row: Row, _ side: String) -> EstimateError.Deviation {
    EstimateError.Deviation(
      calls: row["\(side)Calls"], reported: row["\(side)Reported"],
      cl100k: .init(estimated: row["\(side)Cl100k"], deviations: row["\(side)Cl100kDeviations"]),
      o200k: .init(estimated: row["\(side)O200k"], deviations: row["\(side)O200kDeviations"]))
  }

  // MARK: SQL

  private static func estimateSumsSQL(_ bounds: [Int64]) -> String {
    func band(_ estimate: String) -> String {
      let terms = bounds.map { "(ifnull(inputTokens, ifnull(\(estimate), 0)) > \($0))" }
      return terms.isEmpty ? "0" : terms.joined(separator: " + ")
    }
    let parts = UsageCount.allCases.filter { $0 != .inputTokens && $0 != .outputTokens }.map(\.rawValue)
    return """
      WITH uncounted AS (
        SELECT
          sliceOf(time, ?3) AS slice,
          profileId,
          ifnull(inputTokens, claimedInputTokens) AS inputTokens,
          ifnull(outputTokens, claimedOutputTokens) AS outputTokens,
          \(EstimateColumns.names.joined(separator: ", "))
        FROM call
        WHERE time >= ?1 AND time < ?2 AND coalesce(promptLimits, answerLimits) IS NOT NULL
          AND coalesce(\(parts.joined(separator: ", "))) IS NULL
      )
      SELECT
        slice,
        profileId,
        count(*) AS calls,
        sum(inputTokens) AS inputTokens,
        sum(outputTokens) AS outputTokens,
        sum(promptCl100k) AS promptCl100k,
        sum(promptO200k) AS promptO200k,
        sum(promptImages) AS promptImages,
        sum(promptTiles) AS promptTiles,
        sum(promptPatches) AS promptPatches,
        promptLimits,
        sum(answerCl100k) AS answerCl100k,
        sum(answerO200k) AS answerO200k,
        answerLimits,
        \(band("promptCl100k")) AS cl100kBand,
        \(band("promptO200k")) AS o200kBand
      FROM uncounted
      WHERE inputTokens IS NULL OR outputTokens IS NULL
      GROUP BY
        slice, profileId, inputTokens IS NULL, outputTokens IS NULL, promptLimits, answerLimits, cl100kBand, o200kBand,
        CASE WHEN promptImages > 0 THEN printf('%d %d %d', promptImages, promptTiles, promptPatches) END,
        CASE WHEN promptImages > 0 THEN printf('%d %d', promptCl100k, promptO200k) END
      """
  }

  private static let estimateErrorsSQL: String = {
    func side(_ name: String, _ reported: String, _ estimated: String, _ condition: String) -> String {
      func sum(_ value: String, _ column: String) -> String {
        "ifnull(sum(\(value)) FILTER (WHERE \(condition)), 0) AS \(name)\(column)"
      }
      let deviations = ["Cl100k", "O200k"].map {
        sum("abs(\(estimated)\($0) - \(reported)) * 10000 / \(reported)", "\($0)Deviations")
      }
      let sums = [sum("1", "Calls"), sum(reported, "Reported")]
      return (sums + ["Cl100k", "O200k"].map { sum("\(estimated)\($0)", $0) } + deviations)
        .joined(separator: ",\n  ")
    }
    return """
      WITH counted AS (
        SELECT
          sliceOf(time, ?3) AS slice,
          profileId,
          ifnull(inputTokens, claimedInputTokens) AS inputTokens,
          ifnull(outputTokens, claimedOutputTokens) AS outputTokens,
          \(EstimateColumns.names.joined(separator: ", "))
        FROM call
        WHERE time >= ?1 AND time < ?2 AND coalesce(promptLimits, answerLimits) IS NOT NULL
      )
      SELECT
        slice,
        profileId,
        \(side("input", "inputTokens", "prompt", "inputTokens > 0 AND promptLimits = 0 AND promptImages = 0")),
        \(side("output", "outputTokens", "answer", "outputTokens > 0 AND answerLimits = 0"))
      FROM counted
      GROUP BY slice, profileId
      HAVING inputCalls + outputCalls > 0
      """
  }()
}
