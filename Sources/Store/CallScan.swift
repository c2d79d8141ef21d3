import ChargebackModel
import GRDB

/// Whose duration of a call.
package enum DurationSide: String, CaseIterable, Hashable, Sendable {
  /// The service's own processing time.
  case service
  /// Between the gateway's request and its response.
  case gateway
}

/// A call as a scan of all of them sees it: bare numbers, so that millions take seconds.
package struct ScannedCall {
  package let id: Int64
  /// Milliseconds since 1970 UTC.
  package let time: Int64
  package let profileId: Int64
}

// All that knows how the rows of `call` and of the tables beside it are read by reports that look at every call by itself.
extension Store {
  /// Hands over the calls of a span with their durations, nil where no record tells it, in no particular order.
  package func scanDurations(
    in span: CallSpan, of side: DurationSide, _ take: (ScannedCall, _ milliseconds: Int64?) -> Void
  ) throws(StoreFailure) {
    let column = side == .service ? "serviceDurationMs" : "gatewayDurationMs"
    try scan("id, time, profileId, \(column)", in: span) { take(ScannedCall($0), $0.integer(3)) }
  }

  /// Hands over the calls of a span that have one of some profiles, in no particular order.
  package func scanCalls(
    in span: CallSpan, ofProfiles profiles: [Int64], _ take: (ScannedCall) -> Void
  ) throws(StoreFailure) {
    let list = "[" + profiles.map(String.init).joined(separator: ",") + "]"
    let condition = " AND profileId IN (SELECT value FROM json_each(?))"
    try scan("id, time, profileId", in: span, where: condition, list) { take(ScannedCall($0)) }
  }

  /// - Parameter condition: with the text as its argument.
  private func scan(
    _ columns: String, in span: CallSpan, where condition: String = "", _ text: String? = nil,
    _ take: (SQLStatement) -> Void
  ) throws(StoreFailure) {
    let index = span.isDense ? "NOT INDEXED" : "INDEXED BY callByTime"
    try read { db in
      let rows = try SQLStatement(
        db, "SELECT \(columns) FROM call \(index) WHERE time >= ? AND time < ? AND id BETWEEN ? AND ?\(condition)")
      defer { rows.reset() }
      rows.bind(span)
      if let text { rows.bind(5, text) }
      while try rows.step() { take(rows) }
    }
  }

  // MARK: What stands beside calls

  /// Hands over what the service said of its limits in the answers to calls of a span.
  package func scanLimits(in span: CallSpan, _ take: (ScannedCall, RateLimits) -> Void) throws(StoreFailure) {
    try scan(LimitTable.table, LimitTable.columns.joined(separator: ", "), in: span) { row, call in
      take(call, LimitTable.aside { row.integer(3 + $0) })
    }
  }

  /// Hands over the failed attempts at calls of a span: those of one call together, by teller and time.
  package func scanAttempts(in span: CallSpan, _ take: (ScannedCall, Attempt) -> Void) throws(StoreFailure) {
    try scan("callAttempt", MarkTables.attemptColumns, in: span) { row, call in
      if let attempt = MarkTables.attempt(row, from: 3) { take(call, attempt) }
    }
  }

  /// Hands over what content filters stopped or marked in calls of a span: that of one call together.
  package func scanFilterMarks(in span: CallSpan, _ take: (ScannedCall, FilterMark) -> Void) throws(StoreFailure) {
    try scan("callFilter", MarkTables.filterColumns, in: span) { row, call in
      if let mark = MarkTables.filterMark(row, from: 3) { take(call, mark) }
    }
  }

  /// Rows of a table beside `call`, in the order of its key, with their calls before the columns.
  private func scan(
    _ table: String, _ columns: String, in span: CallSpan, _ take: (SQLStatement, ScannedCall) -> Void
  ) throws(StoreFailure) {
    try read { db in
      let rows = try SQLStatement(
        db,
        """
        SELECT call.id, call.time, call.profileId, \(columns)
        FROM \(table) CROSS JOIN call ON call.id = \(table).callId
        WHERE call.time >= ? AND call.time < ? AND \(table).callId BETWEEN ? AND ?
        """)
      defer { rows.reset() }
      rows.bind(span)
      while try rows.step() { take(rows, ScannedCall(rows)) }
    }
  }
}

extension ScannedCall {
  /// From a row that begins with id, time and profile.
  fileprivate init(_ row: SQLStatement) {
    id = row.number(0)
    time = row.number(1)
    profileId = row.number(2)
  }
}

extension SQLStatement {
  fileprivate func bind(_ span: CallSpan) {
    bind(1, span.start)
    bind(2, span.end)
    bind(3, span.ids.lowerBound)
    bind(4, span.ids.upperBound)
  }
}
