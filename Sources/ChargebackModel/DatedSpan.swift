/// When an entry of a directory or list holds: `effectiveFrom ..< effectiveTo`, where nil is open.
package struct DatedSpan: Hashable, Sendable {
  /// Midnight UTC; nil is since ever.
  package let effectiveFrom: Instant?
  /// Midnight UTC, the first moment at which it no longer holds; nil is open.
  package let effectiveTo: Instant?

  package init(from effectiveFrom: Instant? = nil, to effectiveTo: Instant? = nil) {
    self.effectiveFrom = effectiveFrom
    self.effectiveTo = effectiveTo
  }

  package func contains(_ moment: Instant) -> Bool {
    (effectiveFrom.map { $0 <= moment } ?? true) && (effectiveTo.map { moment < $0 } ?? true)
  }

  package func overlaps(_ other: DatedSpan) -> Bool {
    func before(_ end: Instant?, _ start: Instant?) -> Bool {
      guard let end, let start else { return false }
      return end <= start
    }
    return !before(effectiveTo, other.effectiveFrom) && !before(other.effectiveTo, effectiveFrom)
  }

  package var edges: [Instant] { [effectiveFrom, effectiveTo].compactMap { $0 } }
}
