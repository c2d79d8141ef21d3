import ChargebackModel
import GRDB

/// A span of time, and where its calls lie among the ids, which mostly follow the time: so that a scan reads little else.
package struct CallSpan: Sendable {
  /// In milliseconds since 1970 UTC, half-open.
  let start: Int64
  let end: Int64
  let ids: ClosedRange<Int64>
  /// Whether most of the calls between the two ids are of the span: then reading all of them is faster than looking each
  /// one up through the index of times.
  let isDense: Bool
}

extension Store {
  /// Nil where there are no calls in the period.
  package func callSpan(of period: Period) throws(StoreFailure) -> CallSpan? {
    let (start, end) = (period.start.milliseconds, period.end.milliseconds)
    if let whole = try timeRange(), period.start <= whole.lowerBound, whole.upperBound < period.end {
      // Two questions: each is answered from one end of the table.
      let ids = try ids("SELECT (SELECT min(id) FROM call), (SELECT max(id) FROM call), 1", [])
      return ids.map { CallSpan(start: start, end: end, ids: $0.ids, isDense: true) }
    }
    // The index of times alone answers this.
    let found = try ids("SELECT min(id), max(id), count(*) FROM call WHERE time >= ? AND time < ?", [start, end])
    return found.map { ids, calls in
      CallSpan(start: start, end: end, ids: ids, isDense: ids.upperBound - ids.lowerBound < 8 * calls)
    }
  }

  private func ids(
    _ sql: String, _ arguments: [Int64]
  ) throws(StoreFailure) -> (ids: ClosedRange<Int64>, calls: Int64)? {
    try read { db in
      let bounds = try SQLStatement(db, sql)
      defer { bounds.reset() }
      for (place, argument) in arguments.enumerated() { bounds.bind(place + 1, argument) }
      guard try bounds.step(), let first = bounds.integer(0), let last = bounds.integer(1),
        let calls = bounds.integer(2)
      else { return nil }
      return (first...last, calls)
    }
  }
}
