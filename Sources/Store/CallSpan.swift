import ChargebackModel
import GRDB

/// A span of time, and where its calls lie among the ids, which mostly follow the time: so that a scan reads little else.
package struct CallSpan: Sendable {
  /// In milliseconds since 1970 UTC, half-open.
  let start: Int64
  let end: Int64
  let firstId: Int64
  let lastId: Int64
  /// Whether most of the calls between the two ids are of the span: then reading all of them is faster than looking each
  /// one up through the index of times.
  let isDense: Bool
}

extension Store {
  /// Nil where there are no calls in the period.
  package func callSpan(of period: Period) throws(StoreFailure) -> CallSpan? {
    try read { db in
      // The index of times alone answers this.
      let bounds = try SQLStatement(db, "SELECT min(id), max(id), count(*) FROM call WHERE time >= ? AND time < ?")
      defer { bounds.reset() }
      bounds.bind(1, period.start.milliseconds)
      bounds.bind(2, period.end.milliseconds)
      guard try bounds.step(), let first = bounds.integer(0), let last = bounds.integer(1),
        let count = bounds.integer(2)
      else { return nil }
      return CallSpan(
        start: period.start.milliseconds, end: period.end.milliseconds, firstId: first, lastId: last,
        isDense: last - first < 8 * count)
    }
  }
}
