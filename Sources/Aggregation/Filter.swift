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

  package var description: String { "\(dimension.rawValue)=\(value)" }
}
