import ChargebackModel

/// Reads the service's own token counts from wherever a record keeps them.
///
/// Source: OpenAI's `CompletionUsage` (`prompt_tokens`, `completion_tokens`, `*_details`), which gateway policies copy as
/// numbers or as text.
enum ReportedUsage {
  /// - Parameters:
  ///   - record: an object with the counts as members.
  ///   - embeddings: an embeddings answer counts no output: then it has produced none.
  /// - Returns: the counts; a total that is not the sum of its parts is left to `totalContradicts`.
  static func read(_ record: Record, embeddings: Bool) throws(Rejection) -> TokenUsage {
    let input = try record["prompt_tokens"]?.count("prompt_tokens")
    var output = try record["completion_tokens"]?.count("completion_tokens")
    let total = try record["total_tokens"]?.count("total_tokens")
    guard let input else { return TokenUsage(outputTokens: output) }
    if output == nil, embeddings || total == input { output = 0 }
    let cached = try detail(record, "prompt_tokens_details", "cached_tokens")
    let reasoning = try detail(record, "completion_tokens_details", "reasoning_tokens")
    try checkPart(cached, "cached_tokens", of: input, "prompt_tokens")
    try checkPart(reasoning, "reasoning_tokens", of: output, "completion_tokens")
    return TokenUsage(
      inputTokens: input, cachedInputTokens: cached, outputTokens: output, reasoningTokens: reasoning)
  }

  /// Whether the record's total is not the sum of what it counts.
  static func totalContradicts(_ record: Record, _ usage: TokenUsage) -> Bool {
    guard let input = usage.inputTokens, let output = usage.outputTokens,
      let total = record["total_tokens"]?.text.flatMap({ Int64($0) })
    else { return false }
    return total != input + output
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
