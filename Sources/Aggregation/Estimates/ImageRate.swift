import ChargebackModel

/// How many input tokens a model charges for pictures.
///
/// Source: OpenAI's guide "Images and vision", *Calculating costs*: models that cut a picture into tiles charge a base for
/// each picture and more for each tile; the others charge its patches times a factor of their own. Models of which the
/// guide says nothing have no rate.
enum ImageRate: Hashable {
  case tiles(base: Int64, each: Int64)
  case patches(percent: Int64)

  init?(model: String) {
    let family = ImageRate.families.first { model == $0.name || model.hasPrefix($0.name + "-") }
    guard let rate = family?.rate else { return nil }
    self = rate
  }

  /// The longer of two names that begin alike stands first.
  private static let families: [(name: String, rate: ImageRate)] = [
    ("gpt-4o-mini", .tiles(base: 2833, each: 5667)),
    ("gpt-4o", .tiles(base: 85, each: 170)),
    ("gpt-4.1-mini", .patches(percent: 162)),
    ("gpt-4.1-nano", .patches(percent: 246)),
    ("gpt-4.1", .tiles(base: 85, each: 170)),
    ("gpt-4.5", .tiles(base: 85, each: 170)),
    ("gpt-4", .tiles(base: 85, each: 170)),
    ("o4-mini", .patches(percent: 172)),
    ("o1", .tiles(base: 75, each: 150)),
    ("o3", .tiles(base: 75, each: 150)),
    ("gpt-5-mini", .patches(percent: 162)),
    ("gpt-5-nano", .patches(percent: 246)),
    ("gpt-5", .tiles(base: 70, each: 140)),
  ]

  /// The tokens of a prompt's pictures, and whether that is all of them: patches are not known where no size is.
  func tokens(of prompt: TextEstimate) -> (tokens: Int64, isWhole: Bool) {
    switch self {
    case .tiles(let base, let each): (prompt.images * base + prompt.tiles * each, true)
    case .patches(let percent): ((prompt.patches * percent + 99) / 100, prompt.patches > 0)
    }
  }
}
