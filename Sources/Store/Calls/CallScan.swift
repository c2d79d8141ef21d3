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
  /// Milliseconds since 1970 UTC; `Int64.min` where it is not known.
  package let time: Int64
  package let profileId: Int64
}

// What reports read that look at every call by itself.
extension Store {
  /// Hands over the calls of a period with their durations, nil where no record tells it, in no particular order.
  package func scanDurations(
    in period: Period, of side: DurationSide, _ take: (ScannedCall, _ milliseconds: Int64?) -> Void
  ) throws(StoreFailure) {
    let column = side == .service ? CallColumn.serviceDurationMs : CallColumn.gatewayDurationMs
    try scan(period) { calls in
      let duration = calls.value(column)
      take(calls.scanned, duration == StoredCall.nothing ? nil : duration)
    }
  }

  /// Hands over the calls of a period that have one of some profiles, in no particular order.
  package func scanCalls(
    in period: Period, ofProfiles profiles: [Int64], _ take: (ScannedCall) -> Void
  ) throws(StoreFailure) {
    let profiles = Set(profiles)
    try scan(period) { calls in
      if profiles.contains(calls.value(CallColumn.profileId)) { take(calls.scanned) }
    }
  }

  private func scan(_ period: Period, _ take: (CallCursor) -> Void) throws(StoreFailure) {
    guard period.start < period.end else { return }
    try read { db in
      let calls = CallCursor(db)
      try calls.begin(times: period.start.milliseconds...(period.end.milliseconds - 1))
      while try calls.next() { take(calls) }
    }
  }

  // MARK: What stands beside calls

  /// Hands over what the service said of its limits in the answers to calls of a period.
  package func scanLimits(in period: Period, _ take: (ScannedCall, RateLimits) -> Void) throws(StoreFailure) {
    try scan(period) { calls in
      let limits = calls.limits
      if !limits.isEmpty { take(calls.scanned, limits) }
    }
  }

  /// Hands over the failed attempts at calls of a period: those of one call together, by teller and time.
  package func scanAttempts(in period: Period, _ take: (ScannedCall, Attempt) -> Void) throws(StoreFailure) {
    try scan("callAttempt", MarkTables.attemptColumns, in: period) { row, call in
      if let attempt = MarkTables.attempt(row, from: 1) { take(call, attempt) }
    }
  }

  /// Hands over what content filters stopped or marked in calls of a period: that of one call together.
  package func scanFilterMarks(in period: Period, _ take: (ScannedCall, FilterMark) -> Void) throws(StoreFailure) {
    try scan("callFilter", MarkTables.filterColumns, in: period) { row, call in
      if let mark = MarkTables.filterMark(row, from: 1) { take(call, mark) }
    }
  }

  /// Rows of a table beside the calls, in the order of its key, with the call's id before the columns.
  private func scan(
    _ table: String, _ columns: String, in period: Period, _ take: (SQLStatement, ScannedCall) -> Void
  ) throws(StoreFailure) {
    guard period.start < period.end else { return }
    try read { db in
      let calls = try CallLookup(db)
      let times = period.start.milliseconds..<period.end.milliseconds
      let rows = try SQLStatement(
        db,
        """
        SELECT callId, \(columns) FROM \(table)
        WHERE callId >= (SELECT min(id) * 256 FROM callBlock WHERE firstTime < ?1 AND lastTime >= ?2)
          AND callId < (SELECT (max(id) + 1) * 256 FROM callBlock WHERE firstTime < ?1 AND lastTime >= ?2)
        """)
      defer { rows.reset() }
      rows.bind(1, times.upperBound)
      rows.bind(2, times.lowerBound)
      while try rows.step() {
        if let call = try calls.scanned(rows.number(0)), times.contains(call.time) { take(rows, call) }
      }
    }
  }
}

extension ScannedCall {
  /// Nil where there is no such call.
  init?(_ id: Int64, _ block: CallBlock, _ index: Int) {
    let profileId = block.value(CallColumn.profileId, index)
    if profileId == StoredCall.nothing { return nil }
    self.init(id: id, time: block.value(CallColumn.time, index), profileId: profileId)
  }
}
