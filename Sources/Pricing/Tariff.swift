import ChargebackModel

/// What one SKU costs at a moment, to calls of some length: whatever is rated by it, each meter is looked up once.
package struct Tariff {
  private let book: CostBook
  private let sku: SKU
  private let moment: Instant
  private let inputTokens: Int64
  /// By the index of the meter; nil where it was not asked for yet.
  private var prices: [MeterPrice?] = Array(repeating: nil, count: Meter.allCases.count)

  /// - Parameter inputTokens: of each call.
  package init(_ book: CostBook, for sku: SKU, at moment: Instant, inputTokens: Int64) {
    self.book = book
    self.sku = sku
    self.moment = moment
    self.inputTokens = inputTokens
  }

  /// Rates quantities, in the order of the meters, which may be sums of many calls: see `CostBook.rate`.
  /// - Throws: when a cost is too large to be exact.
  package mutating func rate(_ quantities: [(meter: Meter, quantity: Int64)]) throws(PriceRefusal) -> Rating {
    var charges: [Charge] = []
    var unpriced: [Rating.Unpriced] = []
    var sum = (cost: Money.zero, list: Money.zero)
    for (meter, quantity) in quantities where quantity != 0 {
      switch price(of: meter) {
      case .terms(let terms):
        guard let charge = terms.charge(quantity, on: meter), let cost = sum.cost.adding(charge.amount),
          let list = sum.list.adding(charge.list?.amount ?? .zero)
        else {
          throw PriceRefusal(
            "the cost of \(quantity) on the meter \(meter.rawValue) of \(sku.description) is too large to be exact")
        }
        sum = (cost, list)
        charges.append(charge)
      case .unpriced(let reason):
        unpriced.append(Rating.Unpriced(meter: meter, quantity: quantity, reason: reason))
      }
    }
    return Rating(charges: charges, unpriced: unpriced)
  }

  private mutating func price(of meter: Meter) -> MeterPrice {
    if let known = prices[meter.index] { return known }
    let price = MeterPrice(meter, of: sku, at: moment, inputTokens: inputTokens, in: book)
    prices[meter.index] = price
    return price
  }
}
