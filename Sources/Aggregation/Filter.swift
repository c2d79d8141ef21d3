import ChargebackModel

/// One condition of `--where`: what a dimension's value is, is not or contains. The value `unknown` is that of calls that
/// have none.
package struct Filter: Hashable, Sendable {
  package enum Relation: Hashable, Sendable {
    case isOneOf([String])
    case isNoneOf([String])
    /// Whatever the letter case.
    case contains(String)
  }

  package let dimension: Dimension
  package let relation: Relation

  package init(_ dimension: Dimension, _ relation: Relation) {
    self.dimension = dimension
    self.relation = relation
  }

  package init(_ dimension: Dimension, _ value: String) { self.init(dimension, .isOneOf([value])) }

  func matches(_ found: String?) -> Bool {
    switch relation {
    case .isOneOf(let values): values.contains(found ?? "unknown")
    case .isNoneOf(let values): !values.contains(found ?? "unknown")
    case .contains(let text): found?.lowercased().contains(text.lowercased()) == true
    }
  }

  /// Whether a gateway's call and the service's record of it are alike in this, so that both can be counted under it.
  var isOfRecordAndTwin: Bool { [.resource, .hour, .hourOfDay, .day, .month].contains(dimension) }

  /// A call of which nobody knows the resource may have its twin in any.
  func matchesTwin(_ found: String?) -> Bool { found == nil || matches(found) }

  /// As a user writes it: `model=gpt-4o,gpt-4o-mini`, `team!=unknown`, `app~invoice`.
  package var description: String {
    func list(_ values: [String]) -> String { values.map(Filter.escaped).joined(separator: ",") }
    switch relation {
    case .isOneOf(let values): return "\(dimension.rawValue)=\(list(values))"
    case .isNoneOf(let values): return "\(dimension.rawValue)!=\(list(values))"
    case .contains(let text): return "\(dimension.rawValue)~\(text)"
    }
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing(",", with: "\\,")
  }
}
