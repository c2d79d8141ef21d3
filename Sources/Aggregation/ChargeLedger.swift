import ChargebackModel
import Pricing

/// The multiplications behind the cost of each group: every quantity with the price rows that it met.
struct ChargeLedger {
  /// One line of arithmetic; calls that met the same rows are one line.
  struct Entry: Hashable {
    let group: [String?]
    let meter: Meter
    let row: PriceRow?
    let discount: Discount?
    let exchange: ExchangeRate?
    let listRow: PriceRow?
    let listExchange: ExchangeRate?
  }

  struct Figures {
    var quantity: Int64 = 0
    /// Nil where there is no price.
    var amount: Money?
    var listAmount: Money?
  }

  private(set) var entries: [Entry: Figures] = [:]

  mutating func add(_ rating: Rating, to group: [String?]) {
    for charge in rating.charges {
      let entry = Entry(
        group: group, meter: charge.meter, row: charge.row, discount: charge.discount, exchange: charge.exchange,
        listRow: charge.list?.row, listExchange: charge.list?.exchange)
      var figures = entries[entry] ?? Figures(amount: .zero, listAmount: charge.list.map { _ in .zero })
      figures.quantity += charge.quantity
      figures.amount = figures.amount.map { $0 + charge.amount }
      if let list = charge.list { figures.listAmount = figures.listAmount.map { $0 + list.amount } }
      entries[entry] = figures
    }
    for unpriced in rating.unpriced {
      let entry = Entry(
        group: group, meter: unpriced.meter, row: nil, discount: nil, exchange: nil, listRow: nil, listExchange: nil)
      entries[entry, default: Figures()].quantity += unpriced.quantity
    }
  }
}
