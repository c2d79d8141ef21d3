import ChargebackModel
import Pricing

/// Usage without a whole price, and why it has none.
struct UnpricedUse: Hashable {
  let model: String?
  let modelVersion: String?
  let deploymentType: String?
  let region: String?
  let reason: String

  struct Figures {
    var calls: Int64 = 0
    var inputTokens: Int64 = 0
    var outputTokens: Int64 = 0

    mutating func add(_ sum: AlikeCalls.Sum) {
      calls += sum.calls
      inputTokens += sum.usage.inputTokens ?? 0
      outputTokens += sum.usage.outputTokens ?? 0
    }
  }

  /// Nil where all of it has a price.
  /// - Parameter rating: nil where nobody knows the model.
  init?(_ product: Product, _ rating: Rating?) {
    guard let reason = UnpricedUse.reason(product, rating) else { return nil }
    self.reason = reason
    model = product.sku?.model
    modelVersion = product.sku?.modelVersion
    deploymentType = product.deploymentType?.rawValue
    region = product.region
  }

  /// All reasons in one, so that a call is in one row.
  private static func reason(_ product: Product, _ rating: Rating?) -> String? {
    guard let rating else { return "no record says which model answered" }
    if rating.unpriced.isEmpty { return nil }
    var without: [String] = []
    var others: Set<String> = []
    for missing in rating.unpriced {
      switch missing.reason {
      case .noPrice: without.append(missing.meter.rawValue)
      case .rivals(let rivals):
        let rows = rivals.map(\.place.description).joined(separator: " and ")
        others.insert("\(rows) price \(missing.meter.rawValue) alike")
      case .noRate(let from, let to): others.insert("no rate from \(from) to \(to) at the time of the calls")
      }
    }
    let price = without.isEmpty ? [] : ["no \(without.joined(separator: ", ")) price"]
    let assumed = product.isAssumedGlobal ? ["looked up as global"] : []
    return (price + others.sorted() + assumed).joined(separator: "; ")
  }
}
