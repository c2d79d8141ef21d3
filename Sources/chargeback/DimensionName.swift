import ChargebackModel

/// Reads a dimension's name as a user wrote it.
enum DimensionName {
  static func read(_ text: String) throws -> Dimension {
    if let dimension = Dimension(rawValue: text) { return dimension }
    let names = Dimension.allCases.map(\.rawValue).joined(separator: ", ")
    throw Failure.usage("no dimension is called \"\(text)\": the dimensions are \(names)")
  }
}
