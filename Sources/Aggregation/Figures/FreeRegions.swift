import ChargebackModel

/// Where else throttled prompts could have gone: the regions in which the same model refused nobody in the same hours.
struct FreeRegions {
  /// Nil where nobody was throttled.
  private var regions: Set<String>?
  /// Whether nobody knows the model or the region of something that was throttled.
  private var isUnknown = false

  init() {}

  init(_ regions: Set<String>?) {
    self.regions = regions
    isUnknown = regions == nil
  }

  /// What is free in the hours of both.
  mutating func add(_ other: FreeRegions) {
    isUnknown = isUnknown || other.isUnknown
    guard let new = other.regions else { return }
    regions = regions?.intersection(new) ?? new
  }

  /// Empty where nobody was throttled, `none` where no other region was free.
  var cell: Report.Cell {
    if isUnknown { return .none }
    guard let regions else { return .text("") }
    return .text(regions.isEmpty ? "none" : regions.sorted().joined(separator: " "))
  }
}
