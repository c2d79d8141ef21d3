/// The fields that a reader wants, as a tree of names: a node is an object that some of them stand in, or a field.
final class WantedFields {
  /// Of a field its number; nil for an object.
  private(set) var number: Int?
  private(set) var members: [String: WantedFields] = [:]

  /// Fields are numbered in their order. Nil where one of them is an element of a list.
  init?(_ paths: [FieldPath]) {
    for (number, path) in paths.enumerated() {
      var node = self
      for step in path.steps {
        guard case .name(let name) = step else { return nil }
        node = node.member(name)
      }
      // Two that are one and the same are one number's twice: a reader names each once.
      guard node.number == nil else { return nil }
      node.number = number
    }
  }

  private init() {}

  private func member(_ name: String) -> WantedFields {
    if let known = members[name] { return known }
    let new = WantedFields()
    members[name] = new
    return new
  }
}
