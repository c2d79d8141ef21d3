/// What the service reports to have been used by a call. The raw value is also the name of the column in the database.
///
/// Source: OpenAI's `CompletionUsage`, `ResponseUsage`, image and transcription usage; each part is contained in its whole.
package enum UsageCount: String, CaseIterable, Hashable, Sendable {
  /// Tokens of the request, all kinds together.
  case inputTokens
  /// Of the input: read from the cache.
  case cachedInputTokens
  /// Of the input: written to the cache.
  case cacheWriteTokens
  /// Of the input: audio, whether cached or not.
  case audioInputTokens
  /// Of the cached input: audio.
  case cachedAudioInputTokens
  /// Of the input: images.
  case imageInputTokens
  /// Tokens of the answer, all kinds together, those of rejected predictions included.
  case outputTokens
  /// Of the output: not shown, but billed as output.
  case reasoningTokens
  /// Of the output: audio.
  case audioOutputTokens
  /// Of the output: images.
  case imageOutputTokens
  /// Images made, where they are billed by the piece.
  case images
  /// Seconds of audio or video, begun ones counted.
  case seconds
  /// Characters of text to be spoken.
  case characters

  /// Its place among all cases, counted from 0: a case without values is stored as that number.
  package var index: Int { Int(unsafeBitCast(self, to: UInt8.self)) }

  /// All that most calls have.
  package static let common: [UsageCount] = [.inputTokens, .cachedInputTokens, .outputTokens, .reasoningTokens]
}
