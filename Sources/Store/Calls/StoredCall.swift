import ChargebackModel

/// A call as the database keeps it.
struct StoredCall: Equatable {
  var figures: CallFigures
  var profileId: Int64
  private var claimedInputTokens = StoredCall.nothing
  private var claimedOutputTokens = StoredCall.nothing

  init(figures: CallFigures, profileId: Int64, claimed: TokenUsage = TokenUsage()) {
    self.figures = figures
    self.profileId = profileId
    self.claimed = claimed
  }

  /// Counts that claims gave it: no others than these two.
  var claimed: TokenUsage {
    get {
      func known(_ value: Int64) -> Int64? { value == StoredCall.nothing ? nil : value }
      return TokenUsage(inputTokens: known(claimedInputTokens), outputTokens: known(claimedOutputTokens))
    }
    set {
      claimedInputTokens = newValue.inputTokens ?? StoredCall.nothing
      claimedOutputTokens = newValue.outputTokens ?? StoredCall.nothing
    }
  }

  /// Whether claims gave it any counts.
  var isClaimed: Bool { claimedInputTokens != StoredCall.nothing || claimedOutputTokens != StoredCall.nothing }

  /// The counts that are charged: what was reported, or claimed where nothing was.
  var usage: TokenUsage { isClaimed ? figures.reported.completed(by: claimed) : figures.reported }

  /// What it adds to the sums; nil where it belongs to none.
  var sum: CallSum? { CallSum(self) }
}

extension StoredCall {
  /// Stands for a number that is not known: no time, count or duration has it.
  static let nothing = Int64.min

  /// - Parameter value: of a column of `CallColumn`. Nil where there is no such call.
  init?(_ value: (Int) -> Int64) {
    func known(_ column: Int) -> Int64? {
      let value = value(column)
      return value == StoredCall.nothing ? nil : value
    }
    func ranked<Value>(_ column: Int, _ make: (Int64) -> Value) -> Ranked<Value>? {
      guard let value = known(column), let number = known(column + 1),
        let authority = UInt8(exactly: number).flatMap(Authority.init)
      else { return nil }
      return Ranked(make(value), authority)
    }
    guard let profileId = known(CallColumn.profileId) else { return nil }
    var reported = TokenUsage()
    for count in UsageCount.allCases {
      if let value = known(CallColumn.counts + count.index) { reported[count] = value }
    }
    let figures = CallFigures(
      time: ranked(CallColumn.time, Instant.init(milliseconds:)), reported: reported,
      gatewayDurationMs: ranked(CallColumn.gatewayDurationMs) { $0 },
      serviceDurationMs: ranked(CallColumn.serviceDurationMs) { $0 })
    let claimed = TokenUsage(
      inputTokens: known(CallColumn.claimedInputTokens), outputTokens: known(CallColumn.claimedOutputTokens))
    self.init(figures: figures, profileId: profileId, claimed: claimed)
  }
}

extension TokenUsage {
  /// With claimed counts in place of those that nobody reported.
  func completed(by claimed: TokenUsage) -> TokenUsage {
    var usage = self
    usage[.inputTokens] = inputTokens ?? claimed.inputTokens
    usage[.outputTokens] = outputTokens ?? claimed.outputTokens
    return usage
  }
}
