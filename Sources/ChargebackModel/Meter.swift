/// What Azure counts and prices, by the names of the price table's `meter` column.
///
/// Meters are disjoint: a cached input token is on `cachedInput` and not also on `input`; reasoning tokens are part
/// of `output` and have no meter of their own.
package enum Meter: String, CaseIterable, Hashable, Sendable, Comparable {
  case input, cachedInput, cacheWrite, output
  case audioInput, cachedAudioInput, audioOutput
  case imageInput, imageOutput, image
  case second, character, provisionedUnitHour

  package static func < (a: Meter, b: Meter) -> Bool { a.order < b.order }
  private var order: Int { Meter.allCases.firstIndex(of: self)! }
}
