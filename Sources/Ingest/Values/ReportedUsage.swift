import ChargebackModel

/// Reads the service's own token counts from wherever a record keeps them.
///
/// Source: OpenAI's `CompletionUsage` (`prompt_tokens`, `completion_tokens`, `*_details`), which gateway policies copy as
/// numbers or as text.
enum ReportedUsage {
  /// - Parameters:
  ///   - record: an object with the counts as members.
  ///   - embeddings: an embeddings answer counts no output: then it has produced none.
  static func read(_ record: Record, embeddings: Bool, into call: inout Call) throws(Rejection) {
    let input = try record["prompt_tokens"]?.count("prompt_tokens")
    var output = try record["completion_tokens"]?.count("completion_tokens")
    let total = try record["total_tokens"]?.count("total_tokens")
    guard let input else {
      call.state(reported: TokenUsage(outputTokens: output))
      return
    }
    if output == nil, embeddings || total == input { output = 0 }
    let cached = try detail(record, "prompt_tokens_details", "cached_tokens")
    let reasoning = try detail(record, "completion_tokens_details", "reasoning_tokens")
    try checkPart(cached, "cached_tokens", of: input, "prompt_tokens")
    try checkPart(reasoning, "reasoning_tokens", of: output, "completion_tokens")
    if let output, let total, total != input + output { call.profile.noteContradiction("totalTokens") }
    call.state(
      reported: TokenUsage(
        inputTokens: input, cachedInputTokens: cached, outputTokens: output, reasoningTokens: reasoning))
  }

  /// A part of a count cannot be more than the whole.
  static func checkPart(_ part: Int64?, _ name: String, of whole: Int64?, _ wholeName: String) throws(Rejection) {
    guard let part, let whole, part > whole else { return }
    throw Rejection(.impossibleValue, "\(name) is more than \(wholeName)")
  }

  /// A detail stands in its own object, or, in home-made events, beside the counts.
  private static func detail(_ record: Record, _ object: String, _ name: String) throws(Rejection) -> Int64? {
    try (record[object]?.record?[name] ?? record[name])?.count(name)
  }
}
