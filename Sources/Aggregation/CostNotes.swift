import ChargebackModel
import Pricing

extension Books {
  /// Sentences that say which prices apply, whether list or effective cost is shown, and at which rates of exchange.
  func notes(for period: Period) -> [String] {
    let span = DatedSpan(from: period.start, to: period.end)
    return [pricesNote] + basisNote(span) + rateNotes(span)
  }

  private func basisNote(_ span: DatedSpan) -> [String] {
    guard costs.hasTerms else { return [] }
    switch costs.basis {
    case .list:
      return ["Cost is list cost: discounts and negotiated prices are left out (--cost effective shows them)."]
    case .effective:
      let discounts = costs.discounts.rows.filter { $0.span.overlaps(span) }
        .map { "\($0.percent) % (\($0.subject), \($0.span.description); \($0.place.description))" }
      let rows = costs.negotiated.rows.filter { $0.span.overlaps(span) }
      let negotiated =
        rows.isEmpty
        ? [] : ["\(rows.count) negotiated prices (\(Set(rows.map(\.place.path)).sorted().joined(separator: ", ")))"]
      let terms = (negotiated + discounts).joined(separator: "; ")
      return [
        "Cost is effective cost, listCost is list cost. Off the list: " + (terms.isEmpty ? "nothing" : terms) + "."
      ]
    }
  }

  private func rateNotes(_ span: DatedSpan) -> [String] {
    let priced = [costs.list.currency, costs.negotiated.currency]
    let rates = costs.rates.rows.filter { $0.toCurrency == costs.currency && priced.contains($0.fromCurrency) }
    return rates.filter { $0.span.overlaps(span) }.map { rate in
      let source = rate.source.isEmpty ? rate.place.description : "\(rate.source); \(rate.place.description)"
      return "1 \(rate.fromCurrency) is \(rate.rate.exactText) \(rate.toCurrency) \(rate.span.description) (\(source))."
    }
  }
}
