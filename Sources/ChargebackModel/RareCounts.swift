/// The counts that few calls have, side by side and not in an array: so a usage is but numbers, and a copy of it is made
/// without asking who else has it.
struct RareCounts: Hashable, Sendable {
  private var cacheWrite = RareCounts.unreported
  private var audioInput = RareCounts.unreported
  private var cachedAudioInput = RareCounts.unreported
  private var imageInput = RareCounts.unreported
  private var audioOutput = RareCounts.unreported
  private var imageOutput = RareCounts.unreported
  private var images = RareCounts.unreported
  private var seconds = RareCounts.unreported
  private var characters = RareCounts.unreported

  private static let unreported = Int64.min

  static let counts = UsageCount.allCases.filter { !UsageCount.common.contains($0) }

  /// `Int64.min` where nobody reported it, and for counts that are not rare.
  subscript(count: UsageCount) -> Int64 {
    get {
      switch count {
      case .cacheWriteTokens: cacheWrite
      case .audioInputTokens: audioInput
      case .cachedAudioInputTokens: cachedAudioInput
      case .imageInputTokens: imageInput
      case .audioOutputTokens: audioOutput
      case .imageOutputTokens: imageOutput
      case .images: images
      case .seconds: seconds
      case .characters: characters
      case .inputTokens, .cachedInputTokens, .outputTokens, .reasoningTokens: RareCounts.unreported
      }
    }
    set {
      switch count {
      case .cacheWriteTokens: cacheWrite = newValue
      case .audioInputTokens: audioInput = newValue
      case .cachedAudioInputTokens: cachedAudioInput = newValue
      case .imageInputTokens: imageInput = newValue
      case .audioOutputTokens: audioOutput = newValue
      case .imageOutputTokens: imageOutput = newValue
      case .images: images = newValue
      case .seconds: seconds = newValue
      case .characters: characters = newValue
      case .inputTokens, .cachedInputTokens, .outputTokens, .reasoningTokens: break
      }
    }
  }

  var areUnreported: Bool { self == RareCounts() }

  var largest: Int64 { RareCounts.counts.reduce(RareCounts.unreported) { max($0, self[$1]) } }
}
