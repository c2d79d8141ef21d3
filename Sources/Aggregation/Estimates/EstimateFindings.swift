import ChargebackModel
import Tokenizer

/// What a reader must know of the estimates in a report, gathered while its calls are summed.
struct EstimateFindings {
  private var counted: [TokenEncoding: (calls: Int64, input: Int64, output: Int64)] = [:]
  private var unseen: Int64 = 0
  private var cut: Int64 = 0
  private var reasoning: Int64 = 0
  private var stopped: Int64 = 0
  private var prompts: (calls: Int64, tokens: Int64) = (0, 0)

  mutating func add(_ part: EstimatedCalls.Part) {
    prompts.calls += part.prompts.calls
    prompts.tokens += part.prompts.tokens
    guard let estimate = part.estimate else { return }
    let calls = part.sum.calls
    let known = counted[estimate.encoding] ?? (0, 0, 0)
    counted[estimate.encoding] = (
      known.calls + calls, known.input + (estimate.usage.inputTokens ?? 0),
      known.output + (estimate.usage.outputTokens ?? 0)
    )
    if estimate.limits.contains(.cut) { cut += calls }
    if estimate.limits.contains(.unseen) { unseen += calls }
    if estimate.hidesReasoning { reasoning += calls }
    if estimate.isStopped { stopped += calls }
  }

  /// The end of the sentence about calls whose tokens nobody tells.
  var promptsOfUnmetered: String {
    guard prompts.calls > 0 else { return "" }
    let (whose, come) = prompts.calls == 1 ? ("the prompt", "comes") : ("the prompts", "come")
    return "; \(whose) of \(prompts.calls) of them \(come) to about \(Words.count(prompts.tokens, "token"))"
  }

  func issues() -> [Report.IssueSummary] {
    var issues: [Report.IssueSummary] = []
    for (encoding, count) in counted.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      issues.append(
        .init(
          .estimated, count: count.calls,
          "counted from texts with \(encoding.rawValue): \(Words.count(count.calls, "call")), "
            + "\(count.input) input and \(Words.count(count.output, "output token"))"))
    }
    func add(_ calls: Int64, _ what: String) {
      if calls > 0 { issues.append(.init(.estimated, count: calls, "\(Words.count(calls, "call")): \(what)")) }
    }
    add(cut, "a lower bound, for the log holds only a part of the text")
    add(unseen, "a lower bound, for the request used more than its text, such as a picture of unknown size")
    add(reasoning, "a lower bound, for the model's reasoning is billed and not in the text")
    add(stopped, "stopped by the content filter or by time; what may be billed is the prompt, and only that is counted")
    return issues
  }

  /// How much rests on estimates.
  func notes(_ total: Tally, currency: String) -> [String] {
    [
      "Estimates: the tokens of \(Words.count(total.estimatedCalls, "call")) are counted from their texts, by OpenAI's "
        + "published rules; \(total.estimatedCost.exactText) \(currency) of the cost rests on them."
    ]
  }
}
