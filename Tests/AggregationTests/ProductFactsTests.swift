import ChargebackModel
import TestSupport
import Testing

@testable import Aggregation

@Test(arguments: UInt64(1)...8)
func callsThatAreAlikeInTheFactsOfAProductAreOneProduct(seed: UInt64) throws {
  var random = SeededGenerator(seed: seed)
  func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &random)! }
  let values: [Fact: [String?]] = [
    .resource: [nil, "weu", "swc"], .deployment: [nil, "assist", "gpt-4o"], .servedModel: [nil, "gpt-4o-2024-08-06"],
    .bodyModel: [nil, "gpt-4o", "assist"], .serviceModel: [nil, "gpt-4o", "gpt-4"],
    .serviceModelVersion: [nil, "2024-08-06"], .region: [nil, "westeurope"], .serviceTier: [nil, "priority"],
    .batch: [nil, "true"], .appId: [nil, "alpha"], .statusCode: ["200", "429"],
  ]
  let estate = try Estate()
  estate.deployments = [
    DeploymentEntry(resource: "weu", deployment: "assist", model: "gpt-4o", deploymentType: .dataZone),
    DeploymentEntry(deployment: "assist", model: "gpt-4", modelVersion: "0613", deploymentType: .regional),
  ]
  let books = try estate.books()
  var known: [ProductFacts: (served: ServedModel, product: Product)] = [:]
  for _ in 0..<3000 {
    var profile = CallProfile()
    for fact in Fact.allCases { profile.state(fact, values[fact].map(pick) ?? pick([nil, "a", "b"]), .gatewayRequest) }
    let call = ResolvedCall(profile, books, at: moment("2026-10-10"))
    let facts = ProductFacts(settled: call.profile)
    let (served, product) = known[facts] ?? (call.served, Product(call))
    #expect(served == call.served && product == Product(call), "seed \(seed)")
    known[facts] = (served, product)
  }
  #expect(known.count < 2500)
}
