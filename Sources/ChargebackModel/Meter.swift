/// What Azure counts and prices, by the names of the price table's `meter` column.
///
/// Meters are disjoint: a cached input token is on `cachedInput` and not also on `input`; reasoning tokens are part
/// of `output` and have no meter of their own.
package enum Meter: String, CaseIterable, Hashable, Sendable, Comparable {
  case input, cachedInput, cacheWrite, output
  case audioInput, cachedAudioInput, audioOutput
  case imageInput, imageOutput, image
  case second, character, provisionedUnitHour

  package static func < (a: Meter, b: Meter) -> Bool { a.index < b.index }

  /// The counts that the meter's quantity is made of: a whole less the parts that have meters of their own.
  package var counts: [(count: UsageCount, sign: Int64)] {
    switch self {
    case .input:
      [
        (.inputTokens, 1), (.cachedInputTokens, -1), (.cacheWriteTokens, -1), (.audioInputTokens, -1),
        (.cachedAudioInputTokens, 1), (.imageInputTokens, -1),
      ]
    case .cachedInput: [(.cachedInputTokens, 1), (.cachedAudioInputTokens, -1)]
    case .cacheWrite: [(.cacheWriteTokens, 1)]
    case .output: [(.outputTokens, 1), (.audioOutputTokens, -1), (.imageOutputTokens, -1)]
    case .audioInput: [(.audioInputTokens, 1), (.cachedAudioInputTokens, -1)]
    case .cachedAudioInput: [(.cachedAudioInputTokens, 1)]
    case .audioOutput: [(.audioOutputTokens, 1)]
    case .imageInput: [(.imageInputTokens, 1)]
    case .imageOutput: [(.imageOutputTokens, 1)]
    case .image: [(.images, 1)]
    case .second: [(.seconds, 1)]
    case .character: [(.characters, 1)]
    case .provisionedUnitHour: []
    }
  }

  /// Its place among all cases, counted from 0: a case without values is stored as that number.
  package var index: Int { Int(unsafeBitCast(self, to: UInt8.self)) }
}
