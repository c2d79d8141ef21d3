import ChargebackModel
import GRDB

/// A call as a row of its table; claimed counts are settled apart.
enum CallRow {
  static let insertSQL = """
    INSERT INTO call (time, timeAuthority, profileId, inputTokens, cachedInputTokens, outputTokens, reasoningTokens,
      gatewayDurationMs, gatewayDurationAuthority, serviceDurationMs, serviceDurationAuthority)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  static let updateSQL = """
    UPDATE call SET time = ?, timeAuthority = ?, profileId = ?, inputTokens = ?, cachedInputTokens = ?,
      outputTokens = ?, reasoningTokens = ?, gatewayDurationMs = ?, gatewayDurationAuthority = ?,
      serviceDurationMs = ?, serviceDurationAuthority = ?
    WHERE id = ?
    """

  static func arguments(_ call: Call, profileId: Int64) -> [(any DatabaseValueConvertible)?] {
    [
      call.time?.value.milliseconds, call.time?.authority.stored, profileId, call.reported.inputTokens,
      call.reported.cachedInputTokens, call.reported.outputTokens, call.reported.reasoningTokens,
      call.gatewayDurationMs?.value, call.gatewayDurationMs?.authority.stored, call.serviceDurationMs?.value,
      call.serviceDurationMs?.authority.stored,
    ]
  }

  static func call(_ row: Row, profile: CallProfile) -> Call {
    Call(
      profile: profile,
      time: ranked(row["time"], row["timeAuthority"]) { Instant(milliseconds: $0) },
      reported: TokenUsage(
        inputTokens: row["inputTokens"], cachedInputTokens: row["cachedInputTokens"],
        outputTokens: row["outputTokens"], reasoningTokens: row["reasoningTokens"]),
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
