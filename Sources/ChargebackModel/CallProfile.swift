/// The facts of a call that many calls share: who called, what, where and how it ended.
///
/// A year of calls has few distinct profiles, so the database keeps each one once. Joining is a least upper bound:
/// commutative, associative and idempotent, so the order of records cannot matter.
package struct CallProfile: Hashable, Sendable {
  package private(set) var facts: [Fact: Ranked<String>] = [:]
  package var sides: Sides = []
  /// Formats whose records told of this call.
  package var sources: Set<String> = []
  /// Facts about which records of this call disagree.
  package private(set) var contradictions: Set<String> = []
  /// Whether the gateway captured the service's id, so that the service's record can be found by key.
  package var gatewayCarriesKey = false

  package init() {}

  package struct Sides: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let gateway = Sides(rawValue: 1)
    package static let service = Sides(rawValue: 2)
  }

  package subscript(_ fact: Fact) -> String? { facts[fact]?.value }

  /// States a fact; an empty text says nothing.
  package mutating func state(_ fact: Fact, _ value: String?, _ authority: Authority) {
    guard let value, !value.isEmpty else { return }
    join(fact, Ranked(value, authority))
  }

  package mutating func noteContradiction(_ name: String) { contradictions.insert(name) }

  package mutating func join(_ other: CallProfile) {
    for (fact, value) in other.facts { join(fact, value) }
    sides.formUnion(other.sides)
    sources.formUnion(other.sources)
    contradictions.formUnion(other.contradictions)
    gatewayCarriesKey = gatewayCarriesKey || other.gatewayCarriesKey
  }

  // Compared whatever the authorities, but for hints, which claim nothing: a rule that looked only at equals would depend
  // on the order of reading. With hints it does not, for the first word that is none takes their place.
  private mutating func join(_ fact: Fact, _ value: Ranked<String>) {
    guard let known = facts[fact] else {
      facts[fact] = value
      return
    }
    let isClaimed = known.authority != .hint && value.authority != .hint
    if known.value != value.value, isClaimed, fact.contradicts { contradictions.insert(fact.rawValue) }
    facts[fact] = known.joined(value)
  }
}
