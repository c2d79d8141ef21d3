/// When an entry of a directory or list holds: `effectiveFrom ..< effectiveTo`, where nil is open.
package struct DatedSpan: Hashable, Sendable {
  /// Nil is since ever.
  package let effectiveFrom: Instant?
  /// The first moment at which it no longer holds; nil is open.
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

  package var isOpen: Bool { effectiveTo == nil }

  /// Whether it begins before another; since ever comes before any moment.
  package func beginsBefore(_ other: DatedSpan) -> Bool {
    guard let start = other.effectiveFrom else { return false }
    return effectiveFrom.map { $0 < start } ?? true
  }

  /// The time that both hold; nil if there is none.
  package func intersection(_ other: DatedSpan) -> DatedSpan? {
    guard overlaps(other) else { return nil }
    return DatedSpan(
      from: beginsBefore(other) ? other.effectiveFrom : effectiveFrom,
      to: [effectiveTo, other.effectiveTo].compactMap { $0 }.min())
  }

  /// What is left of it without the time of another: none, one or two spans.
  package func without(_ other: DatedSpan) -> [DatedSpan] {
    guard let common = intersection(other) else { return [self] }
    let before = beginsBefore(common) ? [DatedSpan(from: effectiveFrom, to: common.effectiveFrom)] : []
    let ends = common.effectiveTo.map { end in effectiveTo.map { end < $0 } ?? true } ?? false
    return before + (ends ? [DatedSpan(from: common.effectiveTo, to: effectiveTo)] : [])
  }

  /// For a sentence: `from 2026-10-15 on`, `from 2026-10-15 until 2026-11-01`, `until 2026-11-01`, `at all times`.
  package var description: String {
    switch (effectiveFrom?.dayOrTime, effectiveTo?.dayOrTime) {
    case (nil, nil): "at all times"
    case (let from?, nil): "from \(from) on"
    case (nil, let to?): "until \(to)"
    case (let from?, let to?): "from \(from) until \(to)"
    }
  }

  package var edges: [Instant] { [effectiveFrom, effectiveTo].compactMap { $0 } }
}
