/// What became of the prices of a list. `read` is counted where prices are read, the rest where they end up, so that the
/// two can be held against each other.
package struct PriceListBalance: Hashable, Sendable {
  package var read = 0
  private var counts: [Fate: Int] = [:]

  package init() {}

  package enum Fate: CaseIterable, Hashable, Sendable {
    case taken
    /// Another entry of the list says the same.
    case repeated
    /// Of a model for which a key of more authority speaks.
    case overruled
    /// Of another service, or of OpenAI itself: never a price of Azure OpenAI.
    case elsewhere
    case reservation, savingsPlan, devTest
    /// Of a meter region that Azure says is not the one that it charges by.
    case secondaryRegion
    /// A price of zero says that nobody knows it.
    case zero
    /// Understood, but not the price of a call of a model: fine-tuning, hosting, tools, pictures by size.
    case otherPurpose
    /// Contradicted by another entry of the list; neither is used.
    case contradicted
    case notUnderstood

    package var words: String {
      switch self {
      case .taken: "taken"
      case .repeated: "said twice"
      case .overruled: "overruled"
      case .elsewhere: "not for Azure OpenAI"
      case .reservation: "reservations"
      case .savingsPlan: "savings plans"
      case .devTest: "for dev/test offers"
      case .secondaryRegion: "of secondary meter regions"
      case .zero: "zero"
      case .otherPurpose: "not for a call"
      case .contradicted: "contradicted"
      case .notUnderstood: "not understood"
      }
    }
  }

  package subscript(fate: Fate) -> Int {
    get { counts[fate] ?? 0 }
    set { counts[fate] = newValue }
  }

  package var isEven: Bool { read == Fate.allCases.reduce(0) { $0 + self[$1] } }

  /// `12 prices read = 9 taken + 2 not for a call + 1 not understood`
  package var sentence: String {
    let parts = Fate.allCases.filter { $0 == .taken || self[$0] > 0 }.map { "\(self[$0]) \($0.words)" }
    return "\(read) price\(read == 1 ? "" : "s") read = \(parts.joined(separator: " + "))"
  }
}
