import ChargebackModel

/// Some of the calls of a period, and how much of all of them they are.
package struct UsageShare: Hashable, Sendable {
  /// `callersWithObjectId`, `withoutPrice`, …: the key in JSON.
  package let name: String
  package let meaning: String
  package let calls: Int64
  /// Nil where nobody knows them.
  package let tokens: Int64?
  /// What of them is priced; nil where nothing is.
  package let cost: Money?
  package let callShare: Share
  /// Nil where nothing at all has a cost.
  package let costShare: Share?

  /// A part of a whole, in hundredths of a percent, rounded down.
  package struct Share: Hashable, Sendable, CustomStringConvertible {
    package let hundredths: Int64

    init?(_ part: Int128, of whole: Int128) {
      guard whole > 0 else { return nil }
      // Amounts near the limit of Int128 lose digits that no percentage shows.
      let (part, whole) = whole > Int128.max / 10_000 ? (part / 10_000, whole / 10_000) : (part, whole)
      hundredths = Int64(clamping: part * 10_000 / whole)
    }

    /// `12.34`
    package var description: String {
      let rest = hundredths % 100
      return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
  }

  init(_ name: String, _ meaning: String, _ part: Tally, of whole: Tally) {
    self.name = name
    self.meaning = meaning
    calls = part.calls
    tokens = part.inputTokens + part.outputTokens
    cost = part.hasCost || part.calls == 0 ? part.cost : nil
    callShare = Share(Int128(part.calls), of: Int128(whole.calls)) ?? .none
    costShare = whole.hasCost ? Share(part.cost.units, of: whole.cost.units) : nil
  }

  /// Calls of which only the number is known, and perhaps the tokens.
  init(_ name: String, _ meaning: String, calls: Int64, tokens: Int64?, of whole: Tally) {
    self.name = name
    self.meaning = meaning
    self.calls = calls
    self.tokens = tokens
    cost = nil
    callShare = Share(Int128(calls), of: Int128(whole.calls)) ?? .none
    costShare = nil
  }
}

extension UsageShare.Share {
  fileprivate static let none = UsageShare.Share(0, of: 1)!
}
