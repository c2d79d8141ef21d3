import ChargebackModel

/// One condition of `--where`: a dimension has a value. `unknown` asks for those that have none.
package struct Filter: Hashable, Sendable {
  package let dimension: Dimension
  package let value: String

  package init(_ dimension: Dimension, _ value: String) {
    self.dimension = dimension
    self.value = value
  }

  func matches(_ found: String?) -> Bool { found.map { $0 == value } ?? (value == "unknown") }

  /// Whether a gateway's call and the service's record of it are alike in this, so that both can be counted under it.
  var isOfRecordAndTwin: Bool { [.resource, .hour, .day, .month].contains(dimension) }

  /// A call of which nobody knows the resource may have its twin in any.
  func matchesTwin(_ found: String?) -> Bool { found == nil || matches(found) }

  package var description: String { "\(dimension.rawValue)=\(value)" }
}
