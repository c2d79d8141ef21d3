import ChargebackModel

/// A field of LiteLLM's cost map that is a price of a call: `cache_read_input_token_cost_above_272k_tokens_priority`.
struct LiteLLMField: Hashable {
  let meter: Meter
  let inputTokensAbove: Int64
  /// `default`, `priority` or `flex`.
  let serviceTier: String
  let isBatch: Bool

  enum Refusal: Error, Hashable {
    case otherPurpose(String)
    case notUnderstood(String)
  }

  init(_ field: String) throws(Refusal) {
    var name = field[...]
    var tier = "default"
    var isBatch = false
    for (suffix, value) in [("_priority", "priority"), ("_flex", "flex"), ("_batches", "")] where name.hasSuffix(suffix)
    {
      name = name.dropLast(suffix.count)
      if value.isEmpty { isBatch = true } else { tier = value }
      break
    }
    if let purpose = LiteLLMField.otherPurposes[String(name)] { throw .otherPurpose(purpose) }
    let (base, bound) = try LiteLLMField.bound(name, field: field)
    guard let meter = LiteLLMField.meters[base] else { throw .notUnderstood("what \(field) prices is not known") }
    self.meter = meter
    inputTokensAbove = bound
    serviceTier = tier
    self.isBatch = isBatch
  }

  /// Takes `_above_272k_tokens` off.
  private static func bound(_ name: Substring, field: String) throws(Refusal) -> (String, Int64) {
    guard let mark = name.firstRange(of: "_above_"), name.hasSuffix("_tokens") else { return (String(name), 0) }
    let number = name[mark.upperBound...].dropLast("_tokens".count)
    guard number.hasSuffix("k"), let thousands = Int64(number.dropLast()), thousands > 0, thousands < 1_000_000 else {
      throw .notUnderstood("the bound in \(field) is not understood")
    }
    return (String(name[..<mark.lowerBound]), thousands * 1000)
  }

  private static let meters: [String: Meter] = [
    "input_cost_per_token": .input, "cache_read_input_token_cost": .cachedInput,
    "cache_creation_input_token_cost": .cacheWrite, "output_cost_per_token": .output,
    "input_cost_per_audio_token": .audioInput, "cache_read_input_audio_token_cost": .cachedAudioInput,
    "output_cost_per_audio_token": .audioOutput,
    "input_cost_per_image_token": .imageInput, "output_cost_per_image_token": .imageOutput,
    "output_cost_per_image": .image,
    "input_cost_per_second": .second, "output_cost_per_second": .second, "output_cost_per_video_per_second": .second,
    "input_cost_per_character": .character,
  ]

  private static let otherPurposes: [String: String] = [
    "search_context_cost_per_query": "a web search, which is no token of the call",
    "code_interpreter_cost_per_session": "a session of the code interpreter",
    "file_search_cost_per_1k_calls": "calls of file search",
    "input_cost_per_query": "a query of a ranking model", "ocr_cost_per_page": "pages read",
    "annotation_cost_per_page": "pages read",
    "input_cost_per_pixel": MeterPurpose.imageSize.sentence, "output_cost_per_pixel": MeterPurpose.imageSize.sentence,
    "cache_read_input_image_token_cost": MeterPurpose.cachedImage.sentence,
    "cache_creation_input_audio_token_cost": "audio written to the cache, which calls do not count apart",
    "cache_creation_input_token_cost_above_1hr": "long cache writes, which calls do not count apart",
    "cache_creation_input_token_cost_above_1hr_above_100k_tokens": "long cache writes, which calls do not count apart",
  ]
}
