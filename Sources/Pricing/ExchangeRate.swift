import ChargebackModel

/// What one of a currency is worth in another, for some time. The rate of the way back is another row: one divided by a
/// rate is seldom exact.
///
///     USD,EUR,0.8621,2026-10-01,2026-11-01,Azure price sheet October
package struct ExchangeRate: Hashable, Sendable {
  /// ISO 4217.
  package let fromCurrency: String
  /// ISO 4217.
  package let toCurrency: String
  /// How many of `toCurrency` one of `fromCurrency` is.
  package let rate: Factor
  package private(set) var span: DatedSpan
  /// Who says so: a bank, a price sheet.
  package let source: String
  /// Where the row was read.
  package var place: PriceRow.Place

  /// - Parameter rate: a plain decimal above 0 with at most twelve decimals, at most a million.
  /// - Throws: when `rate` is none, or a currency is out of shape.
  package init(
    from fromCurrency: String, to toCurrency: String, rate text: String, span: DatedSpan = DatedSpan(), source: String,
    place: PriceRow.Place
  ) throws(PriceRefusal) {
    for currency in [fromCurrency, toCurrency] {
      guard CurrencyCode.isOne(currency) else { throw PriceRefusal(CurrencyCode.refusal(currency)) }
    }
    guard fromCurrency != toCurrency else { throw PriceRefusal("\(fromCurrency) needs no rate to itself") }
    guard let rate = Factor(rate: text) else {
      throw PriceRefusal(
        "rate \"\(text)\" is not a decimal such as 0.9234, above 0, at most a million, with at most "
          + "\(Factor.rateDecimals) decimals")
    }
    self.fromCurrency = fromCurrency
    self.toCurrency = toCurrency
    self.rate = rate
    self.span = span
    self.source = source
    self.place = place
  }
}

extension ExchangeRate: DatedRow {
  var key: [String] { [fromCurrency, toCurrency] }
  package var subject: String { "the rate of \(fromCurrency) in \(toCurrency)" }
  var terms: String { rate.exactText }
  func saysTheSame(as other: ExchangeRate) -> Bool { rate == other.rate }

  func during(_ span: DatedSpan) -> ExchangeRate {
    var row = self
    row.span = span
    return row
  }
}
