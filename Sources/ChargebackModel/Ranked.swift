/// A value with the authority of who said it. Joining two keeps one of them by a fixed rule: the higher authority, then
/// the smaller value; so joining is commutative, associative and idempotent.
package struct Ranked<Value: Hashable & Comparable & Sendable>: Hashable, Sendable {
  package let value: Value
  package let authority: Authority

  package init(_ value: Value, _ authority: Authority) {
    self.value = value
    self.authority = authority
  }

  func joined(_ other: Ranked) -> Ranked {
    if authority != other.authority { return authority > other.authority ? self : other }
    return value <= other.value ? self : other
  }
}
