/// The counts of one call, as the service reports them. A count nobody reported is nil, not zero.
///
/// `inputTokens` includes `cachedInputTokens`; `outputTokens` includes `reasoningTokens`: see `UsageCount`.
package struct TokenUsage: Hashable, Sendable {
  // All that most calls have; `unreported` where nobody reported them. Not a SIMD4, whose alignment is more than tasks keep.
  private var input = TokenUsage.unreported
  private var cachedInput = TokenUsage.unreported
  private var output = TokenUsage.unreported
  private var reasoning = TokenUsage.unreported
  private var rare = RareCounts()
  /// Whether there are no counts but those of text tokens.
  package private(set) var hasCommonCountsOnly = true

  fileprivate static let unreported = Int64.min

  package init() {}

  package init(
    inputTokens: Int64? = nil, cachedInputTokens: Int64? = nil, outputTokens: Int64? = nil,
    reasoningTokens: Int64? = nil
  ) {
    self[.inputTokens] = inputTokens
    self[.cachedInputTokens] = cachedInputTokens
    self[.outputTokens] = outputTokens
    self[.reasoningTokens] = reasoningTokens
  }

  package subscript(count: UsageCount) -> Int64? {
    get {
      let value = stored(count)
      return value == TokenUsage.unreported ? nil : value
    }
    set { store(newValue ?? TokenUsage.unreported, count) }
  }

  private func stored(_ count: UsageCount) -> Int64 {
    switch count {
    case .inputTokens: input
    case .cachedInputTokens: cachedInput
    case .outputTokens: output
    case .reasoningTokens: reasoning
    default: hasCommonCountsOnly ? TokenUsage.unreported : rare[count]
    }
  }

  private mutating func store(_ value: Int64, _ count: UsageCount) {
    switch count {
    case .inputTokens: input = value
    case .cachedInputTokens: cachedInput = value
    case .outputTokens: output = value
    case .reasoningTokens: reasoning = value
    default: storeRare(value, count)
    }
  }

  private mutating func storeRare(_ value: Int64, _ count: UsageCount) {
    if value == TokenUsage.unreported, hasCommonCountsOnly { return }
    rare[count] = value
    hasCommonCountsOnly = rare.areUnreported
  }

  package var inputTokens: Int64? { self[.inputTokens] }
  package var cachedInputTokens: Int64? { self[.cachedInputTokens] }
  package var outputTokens: Int64? { self[.outputTokens] }
  package var reasoningTokens: Int64? { self[.reasoningTokens] }

  package var isEmpty: Bool { self == TokenUsage() }

  /// Which counts somebody reported: a bit for each by its index.
  package var reportedCounts: Int {
    var reported = 0
    for count in hasCommonCountsOnly ? UsageCount.common : UsageCount.allCases where self[count] != nil {
      reported |= 1 << count.index
    }
    return reported
  }

  var exceedsLargestCount: Bool {
    max(input, cachedInput, output, reasoning, hasCommonCountsOnly ? 0 : rare.largest) > TokenUsage.largestCount
  }

  /// Adds or takes away another's counts; a count that only one of them has stays as it is, or below zero.
  package mutating func add(_ other: TokenUsage, times sign: Int64) {
    func added(_ known: Int64, _ value: Int64) -> Int64 {
      if value == TokenUsage.unreported { return known }
      return (known == TokenUsage.unreported ? 0 : known) &+ sign &* value
    }
    input = added(input, other.input)
    cachedInput = added(cachedInput, other.cachedInput)
    output = added(output, other.output)
    reasoning = added(reasoning, other.reasoning)
    if other.hasCommonCountsOnly { return }
    for count in RareCounts.counts where other.rare[count] != TokenUsage.unreported {
      storeRare(added(stored(count), other.rare[count]), count)
    }
  }

  /// The quantities of all meters, each token on one meter only, in the order of the meters; those of zero are left out.
  package var meterQuantities: [(meter: Meter, quantity: Int64)] {
    // Most calls have no other counts; looking at all meters would take longer than pricing them.
    let all: [(meter: Meter, quantity: Int64)] =
      if hasCommonCountsOnly {
        [
          (.input, (inputTokens ?? 0) - (cachedInputTokens ?? 0)), (.cachedInput, cachedInputTokens ?? 0),
          (.output, outputTokens ?? 0),
        ]
      } else {
        Meter.allCases.map { ($0, quantity(of: $0)) }
      }
    return all.filter { $0.quantity != 0 }
  }

  /// The same by meter.
  package func quantities() -> [Meter: Int64] {
    Dictionary(uniqueKeysWithValues: meterQuantities.map { ($0.meter, $0.quantity) })
  }

  /// The quantity of one meter; negative where the counts contradict each other.
  package func quantity(of meter: Meter) -> Int64 {
    meter.counts.reduce(0) { $0 + (self[$1.count] ?? 0) * $1.sign }
  }
}
