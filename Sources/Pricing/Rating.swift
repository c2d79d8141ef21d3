import ChargebackModel

/// What some quantities of one SKU cost, and which of them have no price.
package struct Rating: Hashable, Sendable {
  /// In the order of the meters.
  package let charges: [Charge]
  /// In the order of the meters. Their cost is unknown, not zero.
  package let unpriced: [Unpriced]

  /// A quantity whose cost is unknown.
  package struct Unpriced: Hashable, Sendable {
    package let meter: Meter
    package let quantity: Int64
    package let reason: Reason
  }

  package enum Reason: Hashable, Sendable {
    /// No row applies.
    case noPrice
    /// These equally specific rows apply, and there is no choosing between them.
    case rivals([PriceRow])
    /// There is a price, but nobody says what its currency is worth in the report's.
    case noRate(from: String, to: String)
  }

  /// Whether `cost` is all of it.
  package var isComplete: Bool { unpriced.isEmpty }

  /// The sum of the charges; nil if nothing that was used has a price.
  package var cost: Money? {
    charges.isEmpty && !unpriced.isEmpty ? nil : charges.reduce(.zero) { $0 + $1.amount }
  }

  /// The sum of the same charges at list prices; nil if one of them has no list price, or if `cost` is nil.
  package var listCost: Money? {
    guard cost != nil else { return nil }
    return charges.reduce(Money.zero) { sum, charge in
      sum.flatMap { sum in charge.list.map { sum + $0.amount } }
    }
  }
}
