import ChargebackModel

/// What a key of LiteLLM's cost map says about where a model's tokens are processed: `azure/eu/gpt-5`.
struct LiteLLMKey: Hashable {
  enum Zone: Hashable {
    /// `azure/X`, `azure/global/X`, `azure/global-standard/X` and `azure_ai/X`: Global Standard, Azure's default.
    case global
    case unitedStates, europe
  }

  let zone: Zone
  /// As Azure names it, and other names under which Azure sells the same.
  let names: [ModelName]
  /// Sold as a regional deployment before there was Global Standard, so the one price of the key stands for both.
  let isRegionalToo: Bool

  enum Refusal: Error, Hashable {
    case elsewhere
    case otherPurpose(String)
    case notUnderstood(String)
  }

  init(_ key: String) throws(Refusal) {
    let parts = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1, ["azure", "azure_ai"].contains(parts[0]) else { throw .elsewhere }
    let model = parts[parts.count - 1]
    switch parts.dropFirst().dropLast() {
    case [], ["global"], ["global-standard"]: zone = .global
    case ["us"]: zone = .unitedStates
    case ["eu"]: zone = .europe
    case ["speech"], ["doc-intelligence"]: throw .elsewhere
    case let inner where inner.last?.contains("-x-") ?? false:
      throw .otherPurpose(MeterPurpose.imageSize.sentence)
    case let inner:
      throw .notUnderstood(
        "the regions and terms of \"\(inner.joined(separator: "/"))\" in the key are not known: only global, us and eu are"
      )
    }
    let name = ModelName(snapshot: model)
    names = [name] + (LiteLLMKey.otherNames[model].map { [$0] } ?? [])
    isRegionalToo = LiteLLMKey.isOlder(name.model)
  }

  /// Azure's own names of models that the cost map calls by OpenAI's.
  private static let otherNames = [
    "gpt-4-turbo-2024-04-09": ModelName(model: "gpt-4", modelVersion: "turbo-2024-04-09"),
    "gpt-4-turbo-vision-preview": ModelName(model: "gpt-4", modelVersion: "vision-preview"),
    "tts-1": ModelName(model: "tts"),
    "tts-1-hd": ModelName(model: "tts-hd"),
    "whisper-1": ModelName(model: "whisper"),
  ]

  private static func isOlder(_ model: String) -> Bool {
    let names: Set = ["gpt-4", "gpt-4-32k", "gpt-4-turbo", "gpt-4-turbo-vision-preview", "ada"]
    return names.contains(model) || model.hasPrefix("gpt-35-turbo") || model.hasPrefix("text-embedding-")
  }

  /// The conditions that a price of this key is for. Of a data zone the region decides, unless both zones cost the same.
  func places(isBatch: Bool, zonesAgree: Bool) -> [(type: DeploymentType, region: String?)] {
    switch zone {
    case .global where isBatch: [(.globalBatch, nil)]
    case .global: [(.global, nil)] + (isRegionalToo ? [(.regional, nil)] : [])
    case .unitedStates, .europe:
      regions(zonesAgree).map { (isBatch ? .dataZoneBatch : .dataZone, $0) }
    }
  }

  private func regions(_ zonesAgree: Bool) -> [String?] {
    if zonesAgree { return [nil] }
    return zone == .europe ? DataZone.europe : DataZone.unitedStates
  }
}
