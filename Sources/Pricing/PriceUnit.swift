import ChargebackModel

/// How many of a thing a price is for. Azure lists older models per 1K tokens and newer ones per 1M, speech by the hour.
///
/// The unit is part of a price and never assumed: 2.50 per 1M is not 2.50 per 1K.
package enum PriceUnit: String, CaseIterable, Hashable, Sendable {
  case one = "1"
  case thousand = "1K"
  case million = "1M"
  // Named things: each goes only with the meters that count it.
  case hour, second, image, character

  /// How many of what the meter counts make one unit; nil where the unit measures something else. An hour is 3,600 on the
  /// meter that counts seconds, and one on the meter that counts unit-hours.
  package func count(on meter: Meter) -> Int64? {
    switch self {
    case .one: 1
    case .thousand: 1000
    case .million: 1_000_000
    case .hour: meter == .second ? 3600 : meter == .provisionedUnitHour ? 1 : nil
    case .second: meter == .second ? 1 : nil
    case .image: meter == .image ? 1 : nil
    case .character: meter == .character ? 1 : nil
    }
  }

  /// How many decimals a price for this unit may have so that the price of one stays within `Money`'s twelve; nil where
  /// that is no question of decimals.
  var decimals: Int? {
    switch self {
    case .one, .second, .image, .character: 12
    case .thousand: 9
    case .million: 6
    case .hour: nil
    }
  }
}
