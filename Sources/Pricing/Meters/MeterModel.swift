/// A model as meter names spell it, and Azure's own name for it.
///
/// Meter names give a version by month and day (`0806`); which year that is, only a list can say.
struct MeterModel: Hashable {
  /// The words that stand first in the meter's name: `gpt 4o mini`.
  let words: [String]
  /// As the service reports it.
  let model: String
  /// The versions that a name without a date stands for; empty is any version.
  let undated: [String]
  /// Month and day in the name, and the version meant. A version of another model is written `model version`.
  let dated: [String: String]
  /// Words that say how long the context is, where it makes no price of its own: `128k`.
  let contextWords: Set<String>
  /// What the name prices if it names no direction or modality.
  let implied: [MeterWord]
  /// Sold before there were deployment types: a name without one is of the regional deployment.
  let isRegionalUnlessSaid: Bool
  /// Input tokens above which the long-context price applies; nil where none is known.
  let longContextAbove: Int64?

  init(
    _ words: String, _ model: String, undated: [String] = [], dated: [String: String] = [:], context: Set<String> = [],
    implied: [MeterWord] = [], isRegionalUnlessSaid: Bool = false, longContextAbove: Int64? = nil
  ) {
    self.words = words.split(separator: " ").map(String.init)
    self.model = model
    self.undated = undated
    self.dated = dated
    contextWords = context
    self.implied = implied
    self.isRegionalUnlessSaid = isRegionalUnlessSaid
    self.longContextAbove = longContextAbove
  }

  /// The model whose words are the longest beginning of a name.
  static func find(_ words: [String]) -> MeterModel? {
    byFirstWord[words.first ?? ""]?.first { words.starts(with: $0.words) }
  }

  private static let byFirstWord: [String: [MeterModel]] =
    Dictionary(grouping: all) { $0.words[0] }.mapValues { $0.sorted { $0.words.count > $1.words.count } }
}
