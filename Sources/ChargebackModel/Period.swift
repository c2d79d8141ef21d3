/// A span of time, half-open: `start ..< end`. Its edges are midnights of `timeZone`.
package struct Period: Hashable, Sendable {
  package let start: Instant
  package let end: Instant
  /// IANA name, for labels.
  package let timeZone: String

  package init(start: Instant, end: Instant, timeZone: String) {
    precondition(start <= end, "a period does not end before it begins")
    self.start = start
    self.end = end
    self.timeZone = timeZone
  }
}
