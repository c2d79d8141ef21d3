/// How many of a thing a price is for. Azure lists older models per 1K tokens and newer ones per 1M.
///
/// The unit is part of a price and never assumed: 2.50 per 1M is not 2.50 per 1K.
package enum PriceUnit: String, CaseIterable, Hashable, Sendable {
  case one = "1"
  case thousand = "1K"
  case million = "1M"

  package var count: Int64 {
    switch self {
    case .one: 1
    case .thousand: 1000
    case .million: 1_000_000
    }
  }

  /// How many decimals a price for this unit may have so that the price of one stays within `Money`'s twelve.
  var decimals: Int {
    switch self {
    case .one: 12
    case .thousand: 9
    case .million: 6
    }
  }
}
