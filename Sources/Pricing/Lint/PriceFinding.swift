import ChargebackModel

/// Something in the price book that looks wrong or is missing.
package struct PriceFinding: Hashable, Sendable {
  /// The words are part of the command line's contract.
  package enum Code: String, CaseIterable, Sendable {
    case overlap, gap, unitOutlier, cachedDearer, unpriced, unused, old, undated
  }

  package let code: Code
  /// The row that it is about; nil where it is about a row that is missing, or about the bundled list.
  package let place: PriceRow.Place?
  package let message: String
  /// Calls and tokens that it concerns, where that is known.
  package let calls: Int64?
  package let tokens: Int64?

  package init(
    _ code: Code, at place: PriceRow.Place? = nil, _ message: String, calls: Int64? = nil, tokens: Int64? = nil
  ) {
    self.code = code
    self.place = place
    self.message = message
    self.calls = calls
    self.tokens = tokens
  }

  /// `prices.csv:7: unitOutlier: …`
  package var description: String {
    [place?.description, code.rawValue, message].compactMap { $0 }.joined(separator: ": ")
  }

  /// By place, then by code, so that a file's findings stand together; those without a place first.
  static func precedes(_ a: PriceFinding, _ b: PriceFinding) -> Bool {
    let (left, right) = (a.place, b.place)
    if left != right { return (left?.path ?? "", left?.line ?? 0) < (right?.path ?? "", right?.line ?? 0) }
    return (a.code.rawValue, a.message) < (b.code.rawValue, b.message)
  }
}
