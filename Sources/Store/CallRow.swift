import ChargebackModel
import GRDB

/// A call as a row of its table; claimed counts are settled apart.
enum CallRow {
  private static let columns =
    ["time", "timeAuthority", "profileId"] + UsageCount.allCases.map(\.rawValue)
    + ["gatewayDurationMs", "gatewayDurationAuthority", "serviceDurationMs", "serviceDurationAuthority"]

  static let insertSQL = """
    INSERT INTO call (\(columns.joined(separator: ", ")))
    VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
    """

  static let updateSQL = "UPDATE call SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE id = ?"

  /// In the order of `columns`.
  static func arguments(_ call: Call, profileId: Int64) -> [(any DatabaseValueConvertible)?] {
    var values: [(any DatabaseValueConvertible)?] = []
    values += [call.time?.value.milliseconds, call.time?.authority.stored, profileId]
    values += UsageCount.allCases.map { call.reported[$0] }
    values += [call.gatewayDurationMs?.value, call.gatewayDurationMs?.authority.stored]
    values += [call.serviceDurationMs?.value, call.serviceDurationMs?.authority.stored]
    return values
  }

  static func call(_ row: Row, profile: CallProfile) -> Call {
    var reported = TokenUsage()
    for count in UsageCount.allCases { reported[count] = row[count.rawValue] }
    return Call(
      profile: profile,
      time: ranked(row["time"], row["timeAuthority"]) { Instant(milliseconds: $0) },
      reported: reported,
      gatewayDurationMs: ranked(row["gatewayDurationMs"], row["gatewayDurationAuthority"]) { $0 },
      serviceDurationMs: ranked(row["serviceDurationMs"], row["serviceDurationAuthority"]) { $0 })
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
