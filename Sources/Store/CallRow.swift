import ChargebackModel

/// A call as a row of its table; claimed counts are settled apart.
enum CallRow {
  static let columns =
    ["time", "timeAuthority", "profileId"] + UsageCount.allCases.map(\.rawValue)
    + ["gatewayDurationMs", "gatewayDurationAuthority", "serviceDurationMs", "serviceDurationAuthority"]

  /// Inserts so many calls with their ids.
  static func insertSQL(rows: Int) -> String {
    let marks = "(?, \(columns.map { _ in "?" }.joined(separator: ", ")))"
    return """
      INSERT INTO call (id, \(columns.joined(separator: ", ")))
      VALUES \(Array(repeating: marks, count: rows).joined(separator: ", "))
      """
  }

  static let updateSQL = "UPDATE call SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?"

  static let selectSQL = """
    SELECT \(columns.joined(separator: ", ")), claimedInputTokens, claimedOutputTokens
    FROM call
    WHERE id = ?
    """

  /// Binds the values in the order of `columns`, the first of them at `first`.
  static func bind(_ call: CallFigures, profileId: Int64, to statement: SQLStatement, from first: Int = 1) {
    var place = first
    func bind(_ value: Int64?) {
      statement.bind(place, value)
      place += 1
    }
    bind(call.time?.value.milliseconds)
    bind(call.time?.authority.stored)
    bind(profileId)
    for count in UsageCount.allCases { bind(call.reported[count]) }
    bind(call.gatewayDurationMs?.value)
    bind(call.gatewayDurationMs?.authority.stored)
    bind(call.serviceDurationMs?.value)
    bind(call.serviceDurationMs?.authority.stored)
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
