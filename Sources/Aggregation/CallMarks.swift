import ChargebackModel

/// What two records of one call cannot differ in, where both tell it.
struct CallMarks: Hashable {
  private let values: [String?]

  private static let facts: [Fact] = [.appId, .objectId, .apiKey, .subscriptionId, .resource, .deployment]

  /// - Parameter model: that answered; nil where nobody knows it or it is not to be compared.
  init(_ profile: CallProfile, model: String?) {
    values = [model] + CallMarks.facts.map { profile[$0] }
  }

  func contradicts(_ other: CallMarks) -> Bool {
    zip(values, other.values).contains { $0 != nil && $1 != nil && $0 != $1 }
  }
}
