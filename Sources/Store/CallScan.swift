import ChargebackModel
import Foundation
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
  /// Hands over the calls of a span that have one of some profiles, in no particular order.
  package func scanCalls(
    in span: CallSpan, ofProfiles profiles: [Int64], _ take: (ScannedCall) -> Void
  ) throws(StoreFailure) {
    let list = "[" + profiles.map(String.init).joined(separator: ",") + "]"
    try read { db in
      let calls = try CallScan(
        db, span, "id, time, profileId", where: " AND profileId IN (SELECT value FROM json_each(?))")
      calls.rows.bind(5, list)
      try calls.run { take(ScannedCall($0)) }
    }
  }

  /// Hands over the calls of a span with their durations, nil where no record tells it, in no particular order: each part
  /// of a long span on a thread and over a connection of its own.
  ///
  /// - Parameters:
  ///   - reading: what each thread begins with.
  ///   - callsPerThread: fewer are not worth a thread.
  /// - Returns: what the threads gathered.
  package func scanDurations<Reading: Sendable>(
    in span: CallSpan, of side: DurationSide, into reading: Reading, callsPerThread: Int64 = 500_000,
    _ take: @Sendable (inout Reading, ScannedCall, _ milliseconds: Int64?) -> Void
  ) throws(StoreFailure) -> [Reading] {
    let columns = "id, time, profileId, " + (side == .service ? "serviceDurationMs" : "gatewayDurationMs")
    // Nobody else can read what lies in memory.
    let most = path == ":memory:" ? 1 : Int64(ProcessInfo.processInfo.activeProcessorCount)
    let parts = span.parts(min(most, Int64(span.ids.count) / callsPerThread))
    var readings = Array(repeating: reading, count: parts.count)
    var failures: [StoreFailure?] = parts.map { _ in nil }
    readings.withUnsafeMutableBufferPointer { readings in
      failures.withUnsafeMutableBufferPointer { failures in
        // Each thread touches what is its own.
        nonisolated(unsafe) let (readings, failures) = (readings, failures)
        DispatchQueue.concurrentPerform(iterations: parts.count) { part in
          do throws(StoreFailure) {
            let scan = { (db: Database) throws in
              try CallScan(db, parts[part], columns).run { take(&readings[part], ScannedCall($0), $0.integer(3)) }
            }
            if part == 0 { try read(scan) } else { try readBeside(scan) }
          } catch {
            failures[part] = error
          }
        }
      }
    }
    if let failure = failures.compactMap(\.self).first { throw failure }
    return readings
  }

  /// Reads over a connection that is opened for it.
  private func readBeside(_ body: (Database) throws -> Void) throws(StoreFailure) {
    var configuration = Configuration()
    configuration.readonly = true
    do { try DatabaseQueue(path: path, configuration: configuration).read(body) } catch {
      throw StoreFailure(path, error)
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

/// The rows of a span's calls.
private struct CallScan {
  let rows: SQLStatement

  /// - Parameter condition: whose argument is the fifth.
  init(_ db: Database, _ span: CallSpan, _ columns: String, where condition: String = "") throws {
    let index = span.isDense ? "NOT INDEXED" : "INDEXED BY callByTime"
    rows = try SQLStatement(
      db, "SELECT \(columns) FROM call \(index) WHERE time >= ? AND time < ? AND id BETWEEN ? AND ?\(condition)")
    rows.bind(span)
  }

  func run(_ take: (SQLStatement) -> Void) throws {
    defer { rows.reset() }
    while try rows.step() { take(rows) }
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
