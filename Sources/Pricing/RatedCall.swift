import ChargebackModel

/// One meter of one call, or of calls that are alike, on its way to a charge.
struct RatedCall {
  let book: CostBook
  let sku: SKU
  let meter: Meter
  let quantity: Int64
  let moment: Instant

  enum Outcome {
    case charge(Charge)
    case unpriced(Rating.Reason)
  }

  func outcome(inputTokens: Int64) throws(PriceRefusal) -> Outcome {
    let listed = book.list.price(for: sku, meter: meter, at: moment, inputTokens: inputTokens)
    let own: Resolution =
      switch book.basis {
      case .list: .none
      case .effective: book.negotiated.price(for: sku, meter: meter, at: moment, inputTokens: inputTokens)
      }
    switch own == .none ? listed : own {
    case .none: return .unpriced(.noPrice)
    case .ambiguous(let rivals): return .unpriced(.rivals(rivals))
    case .price(let row):
      let rate = rate(row)
      if case .missing = rate { return .unpriced(.noRate(from: row.currency, to: book.currency)) }
      let discount =
        own == .none && book.basis == .effective ? book.discounts.discount(for: sku, meter, at: moment) : nil
      return .charge(
        Charge(
          meter: meter, quantity: quantity, row: row, discount: discount, exchange: rate.row,
          amount: try amount(row, discount?.factor ?? .one, rate.factor), list: try listCharge(listed)))
    }
  }

  private func listCharge(_ listed: Resolution) throws(PriceRefusal) -> Charge.ListCharge? {
    guard case .price(let row) = listed else { return nil }
    let rate = rate(row)
    if case .missing = rate { return nil }
    return Charge.ListCharge(row: row, exchange: rate.row, amount: try amount(row, .one, rate.factor))
  }

  private func amount(_ row: PriceRow, _ discount: Factor, _ rate: Factor) throws(PriceRefusal) -> Money {
    // The price of one, multiplied once. `PriceRow.highestUnitPrice` keeps the first product within `Money`.
    guard let factor = discount.times(rate), let amount = row.unitPrice.times(quantity).times(factor) else {
      throw isTooLarge
    }
    return amount
  }

  var isTooLarge: PriceRefusal {
    PriceRefusal(
      "the cost of \(quantity) on the meter \(meter.rawValue) of \(sku.description) is too large to be exact")
  }

  // MARK: Currency

  private enum Rate {
    case same, missing
    case row(ExchangeRate)

    var row: ExchangeRate? { if case .row(let row) = self { row } else { nil } }
    var factor: Factor { row?.rate ?? .one }
  }

  private func rate(_ price: PriceRow) -> Rate {
    if price.currency == book.currency { return .same }
    let row = book.rates.rate(from: price.currency, to: book.currency, at: moment)
    return row.map(Rate.row) ?? .missing
  }
}
