import ChargebackModel

/// What decides, at a moment, which model served a call and as what it is priced: many callers share it, so that it is
/// looked up once for all of them.
struct ProductFacts: Hashable {
  private let profile: CallProfile

  private static let facts: [Fact] = [
    .resource, .deployment, .servedModel, .bodyModel, .serviceModel, .serviceModelVersion, .region, .serviceTier,
    .batch,
  ]

  /// - Parameter profile: with what the register of resources knows.
  init(settled profile: CallProfile) { self.profile = profile }

  static func == (a: ProductFacts, b: ProductFacts) -> Bool { facts.allSatisfy { a.profile[$0] == b.profile[$0] } }

  func hash(into hasher: inout Hasher) {
    for fact in ProductFacts.facts { hasher.combine(profile[fact]) }
  }
}
