import ChargebackModel

/// What the texts of a call come to, by each of two vocabularies, as numbers; none where no text of that side was read.
/// `…Limits` has a bit for each reason why the true count is higher.
enum EstimateColumns {
  static let names = [
    "promptCl100k", "promptO200k", "promptImages", "promptTiles", "promptPatches", "promptLimits", "answerCl100k",
    "answerO200k", "answerLimits",
  ]
  /// One of these is there wherever there is an estimate.
  static let promptLimits = 5
  static let answerLimits = 8

  static func values(_ estimate: CallEstimate) -> [Int64?] {
    let (prompt, answer) = (estimate.prompt, estimate.answer)
    return [
      prompt?.cl100kTokens, prompt?.o200kTokens, prompt?.images, prompt?.tiles, prompt?.patches,
      prompt.map { Int64($0.limits.rawValue) }, answer?.cl100kTokens, answer?.o200kTokens,
      answer.map { Int64($0.limits.rawValue) },
    ]
  }

  /// - Parameter value: of a column by its place, also of a sum over calls.
  static func estimate(_ value: (Int) -> Int64?) -> CallEstimate {
    CallEstimate(prompt: prompt(value), answer: answer(value))
  }

  private static func prompt(_ value: (Int) -> Int64?) -> TextEstimate? {
    guard let limits = value(promptLimits) else { return nil }
    var prompt = TextEstimate()
    prompt.cl100kTokens = value(0) ?? 0
    prompt.o200kTokens = value(1) ?? 0
    prompt.images = value(2) ?? 0
    prompt.tiles = value(3) ?? 0
    prompt.patches = value(4) ?? 0
    prompt.limits = TextEstimate.Limits(rawValue: UInt8(truncatingIfNeeded: limits))
    return prompt
  }

  private static func answer(_ value: (Int) -> Int64?) -> TextEstimate? {
    guard let limits = value(answerLimits) else { return nil }
    var answer = TextEstimate()
    answer.cl100kTokens = value(6) ?? 0
    answer.o200kTokens = value(7) ?? 0
    answer.limits = TextEstimate.Limits(rawValue: UInt8(truncatingIfNeeded: limits))
    return answer
  }
}
