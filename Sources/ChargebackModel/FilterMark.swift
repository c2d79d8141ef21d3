/// What a content filter made of a prompt or of an answer, in one category: stopped it, or marked it and let it pass.
/// What it found to be safe is no mark. Never a text.
///
/// Source: Microsoft Learn, "Content filtering": `prompt_filter_results`, `content_filter_results`, `content_filters`.
package struct FilterMark: Hashable, Sendable {
  package enum Side: Int64, CaseIterable, Hashable, Sendable {
    case prompt, completion
    package var name: String { self == .prompt ? "prompt" : "completion" }
  }

  /// Azure's own names. Organisations name filters of their own, and a name may be a text: all others are one.
  package enum Category: String, CaseIterable, Hashable, Sendable {
    case hate
    case sexual
    case violence
    case selfHarm = "self_harm"
    case jailbreak
    case indirectAttack = "indirect_attack"
    case profanity
    case protectedMaterialText = "protected_material_text"
    case protectedMaterialCode = "protected_material_code"
    case customBlocklists = "custom_blocklists"
    case ungroundedMaterial = "ungrounded_material"
    case personalInformation = "personally_identifiable_information"
    case other
  }

  package enum Severity: Int64, CaseIterable, Hashable, Sendable {
    case safe, low, medium, high
    package var name: String { "\(self)" }
  }

  package let side: Side
  package let category: Category
  /// Nil in categories that know only found or not found.
  package private(set) var severity: Severity?
  /// Whether it was stopped; else it was marked only.
  package private(set) var isFiltered: Bool

  package init(_ side: Side, _ category: Category, severity: Severity?, isFiltered: Bool) {
    self.side = side
    self.category = category
    self.severity = severity
    self.isFiltered = isFiltered
  }

  fileprivate var place: (Int64, String) { (side.rawValue, category.rawValue) }

  /// Of two choices, or two records, the worse.
  fileprivate mutating func join(_ other: FilterMark) {
    if other.severity?.rawValue ?? -1 > severity?.rawValue ?? -1 { severity = other.severity }
    isFiltered = isFiltered || other.isFiltered
  }
}

extension [FilterMark] {
  /// Adds one, in the order of side and category; of one that is known it keeps the worse.
  package mutating func join(_ new: FilterMark) {
    let place = firstIndex { !($0.place < new.place) } ?? count
    if place < count, self[place].place == new.place {
      self[place].join(new)
    } else {
      insert(new, at: place)
    }
  }
}
