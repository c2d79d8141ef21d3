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
  /// Nil where no record tells it.
  package let durationMs: Int64?
}

// All that knows how the rows of `call` are laid out for reports that look at every call by itself.
extension Store {
  /// Hands over the calls of `start ..< end`, in no particular order.
  ///
  /// - Parameter side: whose duration to read; nil for none.
  package func scanCalls(
    from start: Instant, to end: Instant, duration side: DurationSide?, _ take: (ScannedCall) -> Void
  ) throws(StoreFailure) {
    try read { db in
      guard let ids = try CallIds(db, start, end) else { return }
      let duration = side.map { $0 == .service ? "serviceDurationMs" : "gatewayDurationMs" } ?? "NULL"
      let columns = "SELECT id, time, profileId, \(duration) FROM call"
      // Through the index each row is looked up by itself: worth it only where few of the rows between are wanted.
      let rows = try SQLStatement(
        db,
        ids.areDense
          ? "\(columns) NOT INDEXED WHERE time >= ? AND time < ? AND id BETWEEN ? AND ?"
          : "\(columns) WHERE time >= ? AND time < ?")
      defer { rows.reset() }
      rows.bind(1, start.milliseconds)
      rows.bind(2, end.milliseconds)
      if ids.areDense {
        rows.bind(3, ids.first)
        rows.bind(4, ids.last)
      }
      while try rows.step() {
        take(
          ScannedCall(
            id: rows.integer(0) ?? 0, time: rows.integer(1) ?? 0, profileId: rows.integer(2) ?? 0,
            durationMs: rows.integer(3)))
      }
    }
  }

  /// Hands over what the service said of its limits in the answers to calls of `start ..< end`.
  package func scanLimits(
    from start: Instant, to end: Instant, _ take: (ScannedCall, RateLimits) -> Void
  ) throws(StoreFailure) {
    let columns = "remainingRequests, remainingTokens, retryAfterMs, utilisation, isSpilledOver"
    try scan("callLimit", columns, from: start, to: end) { row, call in
      take(
        call,
        RateLimits(
          remainingRequests: row.integer(3), remainingTokens: row.integer(4), retryAfterMs: row.integer(5),
          utilisation: row.integer(6), isSpilledOver: row.integer(7) == 1))
    }
  }

  /// Hands over the failed attempts at calls of `start ..< end`: those of one call together, by teller and time.
  package func scanAttempts(
    from start: Instant, to end: Instant, _ take: (ScannedCall, Attempt) -> Void
  ) throws(StoreFailure) {
    try scan("callAttempt", MarkTables.attemptColumns, from: start, to: end) { row, call in
      if let attempt = MarkTables.attempt(row, from: 3) { take(call, attempt) }
    }
  }

  /// Hands over what content filters stopped or marked in calls of `start ..< end`: that of one call together.
  package func scanFilterMarks(
    from start: Instant, to end: Instant, _ take: (ScannedCall, FilterMark) -> Void
  ) throws(StoreFailure) {
    try scan("callFilter", MarkTables.filterColumns, from: start, to: end) { row, call in
      if let mark = MarkTables.filterMark(row, from: 3) { take(call, mark) }
    }
  }

  /// Rows of a table beside `call`, in the order of its key, with their calls.
  private func scan(
    _ table: String, _ columns: String, from start: Instant, to end: Instant,
    _ take: (SQLStatement, ScannedCall) -> Void
  ) throws(StoreFailure) {
    try read { db in
      guard let ids = try CallIds(db, start, end) else { return }
      let rows = try SQLStatement(
        db,
        """
        SELECT call.id, call.time, call.profileId, \(columns)
        FROM \(table) CROSS JOIN call ON call.id = \(table).callId
        WHERE \(table).callId BETWEEN ? AND ? AND call.time >= ? AND call.time < ?
        """)
      defer { rows.reset() }
      rows.bind(1, ids.first)
      rows.bind(2, ids.last)
      rows.bind(3, start.milliseconds)
      rows.bind(4, end.milliseconds)
      while try rows.step() {
        take(
          rows,
          ScannedCall(
            id: rows.integer(0) ?? 0, time: rows.integer(1) ?? 0, profileId: rows.integer(2) ?? 0, durationMs: nil))
      }
    }
  }
}

/// Where the calls of a span of time lie among the ids, which mostly follow the time.
private struct CallIds {
  let first: Int64
  let last: Int64
  /// Whether most of the calls between the two are of the span.
  let areDense: Bool

  /// Nil where there are no calls in the span.
  init?(_ db: Database, _ start: Instant, _ end: Instant) throws {
    // The index of times alone answers this.
    let bounds = try SQLStatement(db, "SELECT min(id), max(id), count(*) FROM call WHERE time >= ? AND time < ?")
    defer { bounds.reset() }
    bounds.bind(1, start.milliseconds)
    bounds.bind(2, end.milliseconds)
    guard try bounds.step(), let first = bounds.integer(0), let last = bounds.integer(1), let count = bounds.integer(2)
    else { return nil }
    self.first = first
    self.last = last
    areDense = last - first < 8 * count
  }
}
