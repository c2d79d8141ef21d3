import ChargebackModel
import GRDB

/// What the texts of each call come to, beside it.
enum EstimateTable: AsideRow {
  static let table = "callEstimate"
  static let columns = [
    "promptCl100k", "promptO200k", "promptImages", "promptTiles", "promptPatches", "promptLimits", "answerCl100k",
    "answerO200k", "answerLimits",
  ]
  static let empty = CallEstimate()

  static func values(_ estimate: CallEstimate) -> [Int64?] {
    let (prompt, answer) = (estimate.prompt, estimate.answer)
    return [
      prompt?.cl100kTokens, prompt?.o200kTokens, prompt?.images, prompt?.tiles, prompt?.patches,
      prompt.map { Int64($0.limits.rawValue) }, answer?.cl100kTokens, answer?.o200kTokens,
      answer.map { Int64($0.limits.rawValue) },
    ]
  }

  static func aside(_ value: (Int) -> Int64?) -> CallEstimate {
    CallEstimate(prompt: prompt(value), answer: answer(value))
  }

  static func join(_ estimate: inout CallEstimate, _ other: CallEstimate) { estimate.join(other) }

  /// Of a row of the table, or of a row of sums over it.
  static func estimate(_ row: Row) -> CallEstimate { aside { row[columns[$0]] } }

  private static func prompt(_ value: (Int) -> Int64?) -> TextEstimate? {
    guard let limits = value(5) else { return nil }
    var prompt = TextEstimate()
    prompt.cl100kTokens = value(0) ?? 0
    prompt.o200kTokens = value(1) ?? 0
    prompt.images = value(2) ?? 0
    prompt.tiles = value(3) ?? 0
    prompt.patches = value(4) ?? 0
    prompt.limits = TextEstimate.Limits(rawValue: UInt8(limits))
    return prompt
  }

  private static func answer(_ value: (Int) -> Int64?) -> TextEstimate? {
    guard let limits = value(8) else { return nil }
    var answer = TextEstimate()
    answer.cl100kTokens = value(6) ?? 0
    answer.o200kTokens = value(7) ?? 0
    answer.limits = TextEstimate.Limits(rawValue: UInt8(limits))
    return answer
  }
}
