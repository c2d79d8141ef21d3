/// Where a value stands in a record: `usage.prompt_tokens`, `items[0].id`, `headers["x-app"]`.
struct FieldPath: Hashable, Sendable {
  enum Step: Hashable, Sendable {
    case name(String)
    case index(Int)
  }

  let steps: [Step]

  /// Nil for a text that is no such path.
  init?(_ text: String) {
    var steps: [Step] = []
    var rest = text[...]
    while !rest.isEmpty {
      if rest.first == "[" {
        guard let (step, after) = FieldPath.bracket(rest) else { return nil }
        steps.append(step)
        rest = after
      } else {
        if !steps.isEmpty {
          guard rest.first == "." else { return nil }
          rest = rest.dropFirst()
        }
        let name = rest.prefix { $0 != "." && $0 != "[" }
        guard !name.isEmpty else { return nil }
        steps.append(.name(String(name)))
        rest = rest.dropFirst(name.count)
      }
    }
    guard case .name = steps.first else { return nil }
    self.steps = steps
  }

  /// `[0]`, `["x-app"]` or `['x-app']`, and what follows it.
  private static func bracket(_ text: Substring) -> (Step, Substring)? {
    let inside = text.dropFirst()
    if let quote = inside.first, quote == "\"" || quote == "'" {
      let name = inside.dropFirst().prefix { $0 != quote }
      let after = inside.dropFirst(name.count + 1)
      guard !name.isEmpty, after.hasPrefix("\(quote)]") else { return nil }
      return (.name(String(name)), after.dropFirst(2))
    }
    let digits = inside.prefix { $0 != "]" }
    let after = inside.dropFirst(digits.count)
    guard let index = Int(digits), index >= 0, after.first == "]" else { return nil }
    return (.index(index), after.dropFirst())
  }

  /// The name of the record's own field that it begins at.
  var first: String {
    guard case .name(let name) = steps[0] else { return "" }
    return name
  }

  /// Nil where there is nothing. JSON that stands in a text on the way is read.
  func field(in record: Record) -> Field? {
    var field: Field?
    for step in steps {
      switch step {
      case .name(let name): field = field == nil ? record[name] : field?.member(name)
      case .index(let index):
        let elements = field?.elements ?? []
        field = index < elements.count ? elements[index] : nil
      }
      if field == nil { return nil }
    }
    return field
  }

  func text(in record: Record) -> String? { field(in: record)?.text }
}
