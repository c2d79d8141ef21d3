import ChargebackModel
import Store
import Tokenizer

/// The usage of calls that nobody reported in full, from what their texts come to.
///
/// - The model decides which vocabulary counts. A model that nobody knows, or whose vocabulary nobody has published, has
///   no estimate.
/// - Each side is the reported count, else the estimated one. Both must be known: half a call is no call.
/// - Azure may bill the prompt of a call that the content filter stopped (400) or that took too long (408); such a call
///   has no answer, and neither has an embedding. A refused call (401, 429) used nothing.
///   Source: Microsoft Learn, "Plan to manage costs for Azure OpenAI", on HTTP error responses.
struct EstimatedUsage {
  let usage: TokenUsage
  let encoding: TokenEncoding
  let limits: TextEstimate.Limits
  /// The answer hides what the model thought, which is billed as output.
  let hidesReasoning: Bool
  /// Only the prompt is billed, if anything: the call failed.
  let isStopped: Bool
  let inputBand: Int

  init?(_ sum: EstimateSum, _ call: ResolvedCall, inputTokenBounds bounds: [Int64]) {
    guard !call.isRefused, let model = call.served.model, let encoding = TokenEncoding.forModel(model) else {
      return nil
    }
    let isStopped = EstimatedUsage.isStopped(call.profile)
    let prompt = sum.estimate.prompt
    var answer = sum.estimate.answer
    if isStopped || EstimatedUsage.isAnsweredWithoutText(call.profile, model) { answer = answer ?? TextEstimate() }
    let pictures = EstimatedUsage.pictures(prompt, model)
    guard let input = sum.inputTokens ?? prompt.map({ encoding.count(of: $0) + pictures.tokens }),
      let output = sum.outputTokens ?? answer.map(encoding.count)
    else { return nil }

    var limits: TextEstimate.Limits = []
    if sum.inputTokens == nil {
      limits.formUnion(prompt?.limits ?? [])
      if !pictures.isWhole { limits.insert(.unseen) }
    }
    if sum.outputTokens == nil { limits.formUnion(answer?.limits ?? []) }
    self.usage = TokenUsage(inputTokens: input, outputTokens: output)
    self.encoding = encoding
    self.limits = limits
    self.isStopped = isStopped
    hidesReasoning = sum.outputTokens == nil && !isStopped && EstimatedUsage.reasons(model)
    if sum.inputTokens == nil, pictures.tokens > 0 {
      // Calls with pictures are alike, so each has its share of the sum.
      inputBand = bounds.prefix { input / sum.calls > $0 }.count
    } else {
      inputBand = encoding == .cl100kBase ? sum.cl100kBand : sum.o200kBand
    }
  }

  private static func pictures(_ prompt: TextEstimate?, _ model: String) -> (tokens: Int64, isWhole: Bool) {
    guard let prompt, prompt.images > 0 else { return (0, true) }
    return ImageRate(model: model)?.tokens(of: prompt) ?? (0, false)
  }

  private static func isStopped(_ profile: CallProfile) -> Bool {
    switch profile[.statusCode] {
    case "400": profile[.contentFilter] == "prompt"
    case "408": true
    default: false
    }
  }

  /// Whether the service answered, and with nothing that is billed. Only an answer names the model that gave it.
  private static func isAnsweredWithoutText(_ profile: CallProfile, _ model: String) -> Bool {
    guard profile[.operation] == "Embeddings_Create" || model.hasPrefix("text-embedding-") else { return false }
    if let status = profile[.statusCode] { return status.hasPrefix("2") }
    return profile[.bodyModel] != nil || profile[.servedModel] != nil
  }

  /// Source: Microsoft Learn, "Azure OpenAI reasoning models". Chat forms of GPT-5 do not reason.
  static func reasons(_ model: String) -> Bool {
    let begins = ["o1", "o3", "o4", "gpt-5", "gpt-oss"].contains { model == $0 || model.hasPrefix($0 + "-") }
    return (begins || model.hasPrefix("gpt-5.")) && !model.contains("-chat")
  }
}

extension TokenEncoding {
  /// The tokens of a text, pictures left out.
  func count(of text: TextEstimate) -> Int64 {
    switch self {
    case .cl100kBase: text.cl100kTokens
    case .o200kBase: text.o200kTokens
    }
  }
}
