import ChargebackModel

/// What the name of an Azure OpenAI meter says it prices.
///
///     try MeterName("gpt-4o-0806-cached-Inp-glbl Tokens")   // cachedInput of gpt-4o 2024-08-06, global
///     try MeterName("5.4 pp opt Gl 1M Tokens")              // output of gpt-5.4, global, priority
///
/// Read by vocabulary, never by resemblance: the name must begin with a model that is known (`MeterModel.all`), and every
/// word behind it must be known too (`MeterWord`). Else the meter is refused, and the refusal names the word.
package struct MeterName: Hashable, Sendable {
  package let model: String
  /// The versions that it is the price of; empty is any.
  package let modelVersions: [String]
  package let meter: Meter
  package let deploymentType: DeploymentType
  /// `default`, `priority` or `flex`.
  package let serviceTier: String
  /// The price is for calls with more input tokens than this; 0 is for every call.
  package let inputTokensAbove: Int64
  /// How many the price is for, where the name says so (`1M Tokens`).
  package let count: Int64?
  /// What is counted, where the name says so (`Second`).
  package let thing: UnitOfMeasure.Thing?

  /// Why a meter gives no row.
  package enum Refusal: Error, Hashable, Sendable {
    /// Understood, but not the price of a call.
    case otherPurpose(MeterPurpose)
    /// One sentence that names the word or what is missing.
    case notUnderstood(String)
  }

  package init(_ name: String) throws(Refusal) {
    let words = MeterWords.split(name)
    guard let known = MeterModel.find(words) else {
      // What begins with no model that is known may still be a tool or training.
      let purposes = words.compactMap { MeterName.purpose($0) }
      if let purpose = purposes.first(where: { $0 != .imageSize }) { throw .otherPurpose(purpose) }
      throw .notUnderstood("the model of \"\(name)\" is not known (it begins with \"\(words.first ?? "")\")")
    }
    let facts = try MeterFacts(words.dropFirst(known.words.count), of: known, name: name)
    if let purpose = facts.purpose { throw .otherPurpose(purpose) }
    let (model, versions) = try facts.modelAndVersions()
    self.model = model
    modelVersions = versions
    meter = try facts.meter()
    deploymentType = try facts.deploymentType()
    serviceTier = try facts.serviceTier()
    inputTokensAbove = try facts.inputTokensAbove()
    count = facts.count
    thing = facts.thing
  }

  private static func purpose(_ word: String) -> MeterPurpose? {
    guard case .purpose(let purpose) = MeterWord(word) else { return nil }
    return purpose
  }
}
