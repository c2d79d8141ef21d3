/// The facts of a call that many calls share: who called, what, where and how it ended.
///
/// A year of calls has few distinct profiles, so the database keeps each one once. Joining is a least upper bound:
/// commutative, associative and idempotent, so the order of records cannot matter.
package struct CallProfile: Hashable, Sendable {
  /// By the index of the fact: a record's facts are stated, compared and hashed some million times in an import.
  private var said: [Ranked<String>?] = CallProfile.nothing
  package var sides: Sides = []
  /// Formats whose records told of this call.
  package var sources: Set<String> = []
  /// Facts about which records of this call disagree.
  package private(set) var contradictions: Set<String> = []
  /// Whether the gateway captured the service's id, so that the service's record can be found by key.
  package var gatewayCarriesKey = false

  private static let nothing: [Ranked<String>?] = Array(repeating: nil, count: Fact.allCases.count)

  package init() {}

  package struct Sides: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let gateway = Sides(rawValue: 1)
    package static let service = Sides(rawValue: 2)
  }

  package subscript(_ fact: Fact) -> String? { said[fact.index]?.value }

  /// A fact with the authority of who stated it.
  package func ranked(_ fact: Fact) -> Ranked<String>? { said[fact.index] }

  package var facts: [Fact: Ranked<String>] {
    Dictionary(uniqueKeysWithValues: Fact.allCases.compactMap { fact in said[fact.index].map { (fact, $0) } })
  }

  /// States a fact; an empty text says nothing.
  package mutating func state(_ fact: Fact, _ value: String?, _ authority: Authority) {
    guard let value, !value.isEmpty else { return }
    join(fact, Ranked(value, authority))
  }

  package mutating func noteContradiction(_ name: String) { contradictions.insert(name) }

  /// - Parameter counts: a bit for each by its index.
  package mutating func noteContradictions(ofCounts counts: Int) {
    if counts == 0 { return }
    for count in UsageCount.allCases where counts >> count.index & 1 == 1 { noteContradiction(count.rawValue) }
  }

  package mutating func join(_ other: CallProfile) {
    for fact in Fact.allCases {
      if let value = other.said[fact.index] { join(fact, value) }
    }
    sides.formUnion(other.sides)
    sources.formUnion(other.sources)
    contradictions.formUnion(other.contradictions)
    gatewayCarriesKey = gatewayCarriesKey || other.gatewayCarriesKey
  }

  // Compared whatever the authorities, but for hints, which claim nothing: a rule that looked only at equals would depend
  // on the order of reading. With hints it does not, for the first word that is none takes their place.
  private mutating func join(_ fact: Fact, _ value: Ranked<String>) {
    guard let known = said[fact.index] else {
      said[fact.index] = value
      return
    }
    let isClaimed = known.authority != .hint && value.authority != .hint
    if known.value != value.value, isClaimed, fact.contradicts { contradictions.insert(fact.rawValue) }
    said[fact.index] = known.joined(value)
  }

  /// Of the facts' bytes alone, which tell profiles apart well enough.
  package func hash(into hasher: inout Hasher) {
    var mixed: UInt64 = 0
    for ranked in said {
      mixed = (mixed ^ (ranked?.value.mixedBytes ?? 0)) &* 0x9E37_79B9_7F4A_7C15
      mixed ^= mixed >> 29
    }
    hasher.combine(mixed)
  }
}

extension String {
  /// A number that equal texts share. All texts beyond ASCII share one, for different bytes can spell equal texts.
  fileprivate var mixedBytes: UInt64 {
    var text = self
    return text.withUTF8 { bytes in
      var mixed: UInt64 = 1
      for byte in bytes {
        if byte >= 0x80 { return 0 }
        mixed = (mixed ^ UInt64(byte)) &* 0x100_0000_01B3
      }
      return mixed
    }
  }
}
