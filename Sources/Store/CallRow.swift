import ChargebackModel

/// A call as a row of its table; claimed counts are settled apart.
enum CallRow {
  static let columns =
    ["time", "timeAuthority", "profileId"] + UsageCount.allCases.map(\.rawValue)
    + durationColumns
  private static let durationColumns = [
    "gatewayDurationMs", "gatewayDurationAuthority", "serviceDurationMs", "serviceDurationAuthority",
  ]

  /// Inserts so many calls with their ids and the columns of a change.
  static func insertSQL(rows: Int, _ change: Change = .everything) -> String {
    let columns = change.columns
    let marks = "(?, \(columns.map { _ in "?" }.joined(separator: ", ")))"
    return """
      INSERT INTO call (id, \(columns.joined(separator: ", ")))
      VALUES \(Array(repeating: marks, count: rows).joined(separator: ", "))
      """
  }

  /// Which columns an update writes: those that did not change cost as much as others, the time even an index.
  struct Change: OptionSet {
    let rawValue: Int
    static let time = Change(rawValue: 1)
    static let counts = Change(rawValue: 2)
    static let durations = Change(rawValue: 4)
    /// Counts of text tokens only; the others are not there.
    static let commonCounts = Change(rawValue: 8)
    static let everything: Change = [.time, .counts, .durations]

    static let all = (0..<8).map(Change.init)

    init(rawValue: Int) { self.rawValue = rawValue }

    init(from old: CallFigures, to new: CallFigures) {
      self = []
      if old.time != new.time { insert(.time) }
      if old.reported != new.reported { insert(.counts) }
      if old.gatewayDurationMs != new.gatewayDurationMs || old.serviceDurationMs != new.serviceDurationMs {
        insert(.durations)
      }
    }

    fileprivate var counts: [UsageCount] {
      contains(.counts) ? UsageCount.allCases : contains(.commonCounts) ? UsageCount.common : []
    }

    /// The profile is always among them.
    var columns: [String] {
      (contains(.time) ? ["time", "timeAuthority"] : []) + ["profileId"]
        + counts.map(\.rawValue) + (contains(.durations) ? durationColumns : [])
    }
  }

  /// Sets the columns of a change; the id is the argument behind them.
  static func updateSQL(_ change: Change) -> String {
    "UPDATE call SET \(change.columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?"
  }

  static let selectSQL = """
    SELECT \(columns.joined(separator: ", ")), claimedInputTokens, claimedOutputTokens
    FROM call
    WHERE id = ?
    """

  /// Binds the values in the order of the columns that are written, the first of them at `first`.
  /// - Returns: the place behind them.
  @discardableResult
  static func bind(
    _ call: CallFigures, profileId: Int64, _ change: Change = .everything, to statement: SQLStatement,
    from first: Int = 1
  ) -> Int {
    var place = first
    func bind(_ value: Int64?) {
      statement.bind(place, value)
      place += 1
    }
    if change.contains(.time) {
      bind(call.time?.value.milliseconds)
      bind(call.time?.authority.stored)
    }
    bind(profileId)
    for count in change.counts { bind(call.reported[count]) }
    if change.contains(.durations) {
      bind(call.gatewayDurationMs?.value)
      bind(call.gatewayDurationMs?.authority.stored)
      bind(call.serviceDurationMs?.value)
      bind(call.serviceDurationMs?.authority.stored)
    }
    return place
  }

  /// - Parameter value: of a column by its place in `columns`.
  static func figures(_ value: (Int) -> Int64?) -> CallFigures {
    let counts = UsageCount.allCases.count
    var reported = TokenUsage()
    for count in UsageCount.allCases { reported[count] = value(3 + count.index) }
    return CallFigures(
      time: ranked(value(0), value(1)) { Instant(milliseconds: $0) },
      reported: reported,
      gatewayDurationMs: ranked(value(3 + counts), value(4 + counts)) { $0 },
      serviceDurationMs: ranked(value(5 + counts), value(6 + counts)) { $0 })
  }

  static func call(profile: CallProfile, _ value: (Int) -> Int64?) -> Call {
    Call(profile: profile, figures: figures(value))
  }

  private static func ranked<Value>(
    _ value: Int64?, _ authority: Int64?, _ make: (Int64) -> Value
  ) -> Ranked<Value>? {
    guard let value, let authority = authority.flatMap({ Authority(rawValue: UInt8($0)) }) else { return nil }
    return Ranked(make(value), authority)
  }
}

extension Authority {
  fileprivate var stored: Int64 { Int64(rawValue) }
}
