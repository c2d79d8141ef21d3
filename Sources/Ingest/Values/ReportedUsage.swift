import ChargebackModel

/// Reads the service's own counts from wherever a record keeps them.
///
/// Source: openai-openapi `CompletionUsage` (`prompt_tokens`, `completion_tokens`, `*_details`), `ResponseUsage`,
/// `ImageGenUsage` and transcription usage (`input_tokens`, `output_tokens`, `input_tokens_details`, for transcriptions
/// `input_token_details`), Anthropic's `Usage`. Gateway policies copy them as numbers or as text.
///
/// - Details are parts of their whole. Rejected predictions are inside the output already.
/// - Anthropic's `input_tokens` leave out what was read from the cache and what was written to it: here they are put in.
/// - Image tokens have prices of their own in image answers only; in a chat they are input like any other.
enum ReportedUsage {
  /// - Parameters:
  ///   - record: an object with the counts as members.
  ///   - embeddings: an embeddings answer counts no output: then it has produced none.
  ///   - images: whether it is an image answer's: then its output is images, unless it says otherwise.
  /// - Returns: the counts; a total that is not the sum of its parts is left to `totalContradicts`.
  static func read(_ record: Record, embeddings: Bool = false, images: Bool = false) throws(Rejection) -> TokenUsage {
    if record["type"]?.text == "duration" { return duration(record["seconds"]) }
    var usage = TokenUsage()
    let output = try count(record, ["completion_tokens", "output_tokens"])
    usage[.outputTokens] = output
    guard var input = try count(record, ["prompt_tokens", "input_tokens"]) else { return usage }
    let total = try count(record, ["total_tokens"])
    if output == nil, embeddings || total == input { usage[.outputTokens] = 0 }
    let cacheRead = try count(record, ["cache_read_input_tokens"])
    let cacheWrite = try count(record, ["cache_creation_input_tokens"])
    input += (cacheRead ?? 0) + (cacheWrite ?? 0)
    usage[.inputTokens] = input
    usage[.cachedInputTokens] = cacheRead
    usage[.cacheWriteTokens] = cacheWrite
    try readDetails(record, images: images, &usage)
    return usage
  }

  /// The length of a recording, begun seconds counted.
  static func duration(_ field: Field?) -> TokenUsage {
    var usage = TokenUsage()
    if let text = field?.text, let seconds = Double(text), (0...1e9).contains(seconds) {
      usage[.seconds] = Int64(seconds.rounded(.up))
    }
    return usage
  }

  /// Whether the record's total is not the sum of what it counts.
  static func totalContradicts(_ record: Record, _ usage: TokenUsage) -> Bool {
    guard let input = usage.inputTokens, let output = usage.outputTokens,
      let total = record["total_tokens"]?.text.flatMap({ Int64($0) })
    else { return false }
    return total.subtractingReportingOverflow(input).partialValue != output
  }

  /// A part of a count cannot be more than the whole.
  static func checkPart(_ part: Int64?, _ name: String, of whole: Int64?, _ wholeName: String) throws(Rejection) {
    guard let part, let whole, part > whole else { return }
    throw Rejection(.impossibleValue, "\(name) is more than \(wholeName)")
  }

  private static func readDetails(_ record: Record, images: Bool, _ usage: inout TokenUsage) throws(Rejection) {
    let input = first(record, ["prompt_tokens_details", "input_tokens_details", "input_token_details"])?.record
    let output = first(record, ["completion_tokens_details", "output_tokens_details", "output_token_details"])?.record
    func read(_ count: UsageCount, _ name: String, in records: Record?...) throws(Rejection) {
      for record in records where usage[count] == nil {
        if let record { usage[count] = try ReportedUsage.count(record, [name]) }
      }
    }
    // In home-made events cached and reasoning tokens stand beside the counts.
    try read(.cachedInputTokens, "cached_tokens", in: input, record)
    try read(.reasoningTokens, "reasoning_tokens", in: output, record)
    try read(.cacheWriteTokens, "cache_write_tokens", in: input)
    try read(.audioInputTokens, "audio_tokens", in: input)
    try read(.cachedAudioInputTokens, "audio_tokens", in: input?["cached_tokens_details"]?.record)
    try read(.audioOutputTokens, "audio_tokens", in: output)
    if images {
      try read(.imageInputTokens, "image_tokens", in: input)
      try read(.imageOutputTokens, "image_tokens", in: output)
      usage[.imageOutputTokens] = usage[.imageOutputTokens] ?? usage.outputTokens
    }
    try check(usage)
  }

  private static func check(_ usage: TokenUsage) throws(Rejection) {
    for (part, name) in [
      (UsageCount.cachedInputTokens, "cached_tokens"), (.cacheWriteTokens, "cache_write_tokens"),
      (.audioInputTokens, "audio_tokens"), (.imageInputTokens, "image_tokens"),
    ] { try checkPart(usage[part], name, of: usage.inputTokens, "prompt_tokens") }
    for (part, name) in [
      (UsageCount.reasoningTokens, "reasoning_tokens"), (.audioOutputTokens, "audio_tokens"),
      (.imageOutputTokens, "image_tokens"),
    ] { try checkPart(usage[part], name, of: usage.outputTokens, "completion_tokens") }
    try checkPart(usage[.cachedAudioInputTokens], "cached audio_tokens", of: usage.cachedInputTokens, "cached_tokens")
    if usage.quantity(of: .input) < 0 || (usage.outputTokens != nil && usage.quantity(of: .output) < 0) {
      throw Rejection(.impossibleValue, "the parts of a token count are together more than it")
    }
  }

  private static func count(_ record: Record, _ names: [String]) throws(Rejection) -> Int64? {
    for name in names {
      guard let count = try record[name]?.count(name) else { continue }
      if count > limit { throw Rejection(.impossibleValue, "\(name) is more than any call can use") }
      return count
    }
    return nil
  }

  /// So that sums of counts cannot overflow.
  private static let limit: Int64 = 1_000_000_000_000

  private static func first(_ record: Record, _ names: [String]) -> Field? {
    for name in names {
      if let field = record[name], !field.isEmpty { return field }
    }
    return nil
  }
}
