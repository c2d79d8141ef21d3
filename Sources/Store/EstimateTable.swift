import ChargebackModel
import GRDB

/// Keeps beside each call what its texts come to.
final class EstimateTable {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// False if it added nothing.
  func keep(_ estimate: CallEstimate, of call: Int64) throws -> Bool {
    guard !estimate.isEmpty else { return false }
    let known = try self.estimate(of: call)
    var joined = known ?? CallEstimate()
    joined.join(estimate)
    guard joined != known else { return false }
    let insert = try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO callEstimate VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    let (prompt, answer) = (joined.prompt, joined.answer)
    try insert.execute(arguments: [
      call, prompt?.cl100kTokens, prompt?.o200kTokens, prompt?.images, prompt?.tiles, prompt?.patches,
      prompt.map { Int64($0.limits.rawValue) }, answer?.cl100kTokens, answer?.o200kTokens,
      answer.map { Int64($0.limits.rawValue) },
    ])
    return true
  }

  /// Gives one call's estimate to another that turned out to be the same.
  func move(from other: Int64, to call: Int64) throws {
    guard let estimate = try estimate(of: other) else { return }
    _ = try keep(estimate, of: call)
    try db.cachedStatement(sql: "DELETE FROM callEstimate WHERE callId = ?").execute(arguments: [other])
  }

  private func estimate(of call: Int64) throws -> CallEstimate? {
    let find = try db.cachedStatement(sql: "SELECT * FROM callEstimate WHERE callId = ?")
    return try Row.fetchOne(find, arguments: [call]).map(EstimateTable.estimate)
  }

  /// Of a row of the table, or of a row of sums over it.
  static func estimate(_ row: Row) -> CallEstimate {
    CallEstimate(prompt: prompt(row), answer: answer(row))
  }

  private static func prompt(_ row: Row) -> TextEstimate? {
    guard let limits = row["promptLimits"] as Int64? else { return nil }
    var prompt = TextEstimate()
    prompt.cl100kTokens = row["promptCl100k"]
    prompt.o200kTokens = row["promptO200k"]
    prompt.images = row["promptImages"]
    prompt.tiles = row["promptTiles"]
    prompt.patches = row["promptPatches"]
    prompt.limits = TextEstimate.Limits(rawValue: UInt8(limits))
    return prompt
  }

  private static func answer(_ row: Row) -> TextEstimate? {
    guard let limits = row["answerLimits"] as Int64? else { return nil }
    var answer = TextEstimate()
    answer.cl100kTokens = row["answerCl100k"]
    answer.o200kTokens = row["answerO200k"]
    answer.limits = TextEstimate.Limits(rawValue: UInt8(limits))
    return answer
  }
}
