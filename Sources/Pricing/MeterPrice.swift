import ChargebackModel

/// What one meter of a SKU costs at a moment, to calls of some length: looked up once, for any quantity.
enum MeterPrice {
  case unpriced(Rating.Reason)
  case terms(Terms)

  /// A price and what changes it. A class, for rows are large and handed on for each sum.
  final class Terms {
    let row: PriceRow
    let discount: Discount?
    let exchange: ExchangeRate?
    /// Nil where it is too large to be exact.
    let factor: Factor?
    /// Nil where the list has no price.
    let list: List?

    init(_ row: PriceRow, _ discount: Discount?, exchange: ExchangeRate?, factor: Factor?, list: List?) {
      self.row = row
      self.discount = discount
      self.exchange = exchange
      self.factor = factor
      self.list = list
    }
  }

  struct List {
    let row: PriceRow
    let exchange: ExchangeRate?
    let factor: Factor
  }

  init(_ meter: Meter, of sku: SKU, at moment: Instant, inputTokens: Int64, in book: CostBook) {
    let listed = book.list.price(for: sku, meter: meter, at: moment, inputTokens: inputTokens)
    let own: Resolution =
      switch book.basis {
      case .list: .none
      case .effective: book.negotiated.price(for: sku, meter: meter, at: moment, inputTokens: inputTokens)
      }
    switch own == .none ? listed : own {
    case .none: self = .unpriced(.noPrice)
    case .ambiguous(let rivals): self = .unpriced(.rivals(rivals))
    case .price(let row):
      let rate = Rate(row, book, moment)
      if case .missing = rate {
        self = .unpriced(.noRate(from: row.currency, to: book.currency))
        return
      }
      let discount =
        own == .none && book.basis == .effective ? book.discounts.discount(for: sku, meter, at: moment) : nil
      self = .terms(
        Terms(
          row, discount, exchange: rate.row, factor: (discount?.factor ?? .one).times(rate.factor),
          list: MeterPrice.list(listed, book, moment)))
    }
  }

  private static func list(_ listed: Resolution, _ book: CostBook, _ moment: Instant) -> List? {
    guard case .price(let row) = listed else { return nil }
    let rate = Rate(row, book, moment)
    if case .missing = rate { return nil }
    return List(row: row, exchange: rate.row, factor: rate.factor)
  }

  private enum Rate {
    case same, missing
    case row(ExchangeRate)

    init(_ price: PriceRow, _ book: CostBook, _ moment: Instant) {
      if price.currency == book.currency {
        self = .same
      } else {
        self = book.rates.rate(from: price.currency, to: book.currency, at: moment).map(Rate.row) ?? .missing
      }
    }

    var row: ExchangeRate? { if case .row(let row) = self { row } else { nil } }
    var factor: Factor { row?.rate ?? .one }
  }
}

extension MeterPrice.Terms {
  /// Nil where the cost is too large to be exact.
  func charge(_ quantity: Int64, on meter: Meter) -> Charge? {
    guard let factor, let amount = row.cost(of: quantity, factor) else { return nil }
    var listed: Charge.ListCharge?
    if let list {
      guard let amount = list.row.cost(of: quantity, list.factor) else { return nil }
      listed = Charge.ListCharge(row: list.row, exchange: list.exchange, amount: amount)
    }
    return Charge(
      meter: meter, quantity: quantity, row: row, discount: discount, exchange: exchange, amount: amount, list: listed)
  }
}

extension PriceRow {
  /// The price of one, multiplied once. `highestUnitPrice` keeps the first product within `Money`.
  fileprivate func cost(of quantity: Int64, _ factor: Factor) -> Money? {
    unitPrice.times(quantity).times(factor)
  }
}
