import ChargebackModel

/// The words behind the model in a meter's name, and what they say together.
struct MeterFacts {
  private let known: MeterModel
  private let name: String
  private var words: Set<MeterWord> = []
  private var date: String?
  private(set) var purpose: MeterPurpose?

  /// - Throws: a refusal that names the first word that is not known.
  init(_ rest: ArraySlice<String>, of known: MeterModel, name: String) throws(MeterName.Refusal) {
    self.known = known
    self.name = name
    var unknown: String?
    for text in rest {
      if let word = MeterWord(text) {
        if case .purpose(let purpose) = word { self.purpose = self.purpose ?? purpose } else { words.insert(word) }
      } else if MeterWords.isDate(text), date == nil {
        date = text
      } else if !known.contextWords.contains(text) {
        unknown = unknown ?? text
      }
    }
    for case .purpose(let implied) in known.implied { purpose = purpose ?? implied }
    if purpose == nil, let unknown { throw refusal("the word \"\(unknown)\" in \"\(name)\" is not known") }
  }

  func modelAndVersions() throws(MeterName.Refusal) -> (String, [String]) {
    guard let date else { return (known.model, known.undated) }
    guard let version = known.dated[date] else {
      throw refusal("which version of \(known.model) \"\(date)\" in \"\(name)\" is, is not known")
    }
    let parts = version.split(separator: " ").map(String.init)
    return parts.count == 2 ? (parts[0], [parts[1]]) : (known.model, [version])
  }

  func meter() throws(MeterName.Refusal) -> Meter {
    let modality = try one(of: [.text, .audio, .image], "modality") ?? known.implied.first { $0 == .audio } ?? .text
    switch (try direction(), modality, words.contains(.cached)) {
    case (.write, .text, _): return .cacheWrite
    case (.input, .text, false): return .input
    case (.input, .text, true): return .cachedInput
    case (.input, .audio, false): return .audioInput
    case (.input, .audio, true): return .cachedAudioInput
    case (.input, .image, false): return .imageInput
    case (.input, .image, true): throw .otherPurpose(.cachedImage)
    case (.output, .text, false): return .output
    case (.output, .audio, false): return .audioOutput
    case (.output, .image, false): return .imageOutput
    case (.images, _, false): return .image
    case (.seconds, _, false): return .second
    case (.characters, _, false): return .character
    default: throw refusal("a price table has no meter for what \"\(name)\" prices")
    }
  }

  /// Batch is the form of a deployment, as Azure sells it.
  func deploymentType() throws(MeterName.Refusal) -> DeploymentType {
    let isBatch = words.contains(.batch)
    switch try one(of: [.global, .dataZone, .regional], "deployment type") {
    case .global: return isBatch ? .globalBatch : .global
    case .dataZone: return isBatch ? .dataZoneBatch : .dataZone
    case nil where !known.isRegionalUnlessSaid:
      throw refusal("\"\(name)\" does not say whether it is global, of a data zone or regional")
    default:
      if isBatch { throw refusal("\"\(name)\" is a batch price of a regional deployment, which Azure does not sell") }
      return .regional
    }
  }

  func serviceTier() throws(MeterName.Refusal) -> String {
    switch try one(of: [.standard, .priority, .flex], "service tier") {
    case .priority: return "priority"
    case .flex: return "flex"
    default: return "default"
    }
  }

  func inputTokensAbove() throws(MeterName.Refusal) -> Int64 {
    guard try one(of: [.shortContext, .longContext], "length of context") == .longContext else { return 0 }
    guard let bound = known.longContextAbove else {
      throw refusal(
        "from how many tokens on the context of \(known.model) is long, which \"\(name)\" prices, is not known")
    }
    return bound
  }

  var count: Int64? {
    if words.contains(.million) { return 1_000_000 }
    if words.contains(.thousand) { return 1000 }
    return words.contains(.hundred) ? 100 : nil
  }

  var thing: UnitOfMeasure.Thing? { words.contains(.seconds) ? .second : nil }

  /// What is counted: tokens in or out, or things. Cached alone is input, and a cache write is no input of its own.
  private func direction() throws(MeterName.Refusal) -> MeterWord {
    if words.contains(.write) {
      if words.contains(.output) { throw refusal("\"\(name)\" is a cache write and an output at once") }
      return .write
    }
    if let direction = try one(of: [.input, .output], "direction") {
      if direction == .output, words.contains(.cached) { throw refusal("\"\(name)\" is cached and an output at once") }
      return direction
    }
    if words.contains(.cached) { return .input }
    let things: [MeterWord] = [.input, .images, .seconds, .characters]
    guard let thing = known.implied.first(where: things.contains) else {
      throw refusal("\"\(name)\" does not say whether it prices input or output")
    }
    return thing
  }

  /// The one of some words that rule each other out, if any is there.
  private func one(of rivals: [MeterWord], _ what: String) throws(MeterName.Refusal) -> MeterWord? {
    let found = rivals.filter(words.contains)
    if found.count > 1 { throw refusal("\"\(name)\" names more than one \(what)") }
    return found.first
  }

  private func refusal(_ sentence: String) -> MeterName.Refusal { .notUnderstood(sentence) }
}
