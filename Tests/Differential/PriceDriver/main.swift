import ChargebackModel
import Foundation
import Ingest
import Pricing

// Drives importing and pricing for Tests/Differential/price_differential.py.
//
//     PriceDriver --meters     reads names of meters, one a line, and prints what each is understood to price
//     PriceDriver COSTMAP.json
//
// The second imports LiteLLM's cost map, prints its balance to standard error, then rates the usages that standard input gives, one
// JSON object a line, and prints for each what every meter costs (exact decimals) and which meters have no price:
//
//     {"model": "gpt-4o", "deploymentType": "global", "region": "", "serviceTier": "default",
//      "counts": {"inputTokens": 10, "cachedInputTokens": 4, "outputTokens": 2}}
//     {"charges":{"input":"0.000015",…},"unpriced":["cachedInput"]}

struct Usage: Decodable {
  let model: String
  let modelVersion: String?
  let deploymentType: String
  let region: String
  let serviceTier: String
  let counts: [String: Int64]
}

struct Answer: Encodable {
  let charges: [String: String]
  let unpriced: [String]
}

func answer(_ usage: Usage, _ costs: CostBook) -> Answer {
  guard let type = DeploymentType(usage.deploymentType) else {
    fatalError("no deployment type: \(usage.deploymentType)")
  }
  let sku = SKU(
    model: usage.model, modelVersion: usage.modelVersion, deploymentType: type,
    region: usage.region.isEmpty ? nil : usage.region, serviceTier: usage.serviceTier)
  var tokens = TokenUsage()
  for (name, value) in usage.counts {
    guard let count = UsageCount(rawValue: name) else { fatalError("no count: \(name)") }
    tokens[count] = value
  }
  let moment = Instant(milliseconds: 1_795_000_000_000)
  let rating: Rating
  do throws(PriceRefusal) {
    rating = try costs.rate(tokens.quantities(), for: sku, at: moment, inputTokens: tokens.inputTokens ?? 0)
  } catch {
    fatalError(error.description)
  }
  return Answer(
    charges: Dictionary(uniqueKeysWithValues: rating.charges.map { ($0.meter.rawValue, $0.amount.exactText) }),
    unpriced: rating.unpriced.map(\.meter.rawValue))
}

func understood(_ name: String) -> String {
  do throws(MeterName.Refusal) {
    let meter = try MeterName(name)
    let bound = meter.inputTokensAbove == 0 ? "" : " above \(meter.inputTokensAbove)"
    return [
      meter.model, meter.modelVersions.joined(separator: ","), meter.meter.rawValue, meter.deploymentType.rawValue,
      meter.serviceTier + bound,
    ].joined(separator: "\t")
  } catch {
    switch error {
    case .otherPurpose(let purpose): return "no price of a call\t\(purpose.sentence)"
    case .notUnderstood(let sentence): return "not understood\t\(sentence)"
    }
  }
}

let path = CommandLine.arguments.dropFirst().first ?? "--meters"
if path == "--meters" {
  while let line = readLine() { print(line, understood(line), separator: "\t") }
  exit(0)
}
let text = try String(contentsOfFile: path, encoding: .utf8)
var rows: [PriceRow] = []
for (format, list) in PriceLists.read([(path, text)]) {
  FileHandle.standardError.write(Data("\(format): \(list.balance.sentence); \(list.rows.count) rows\n".utf8))
  for problem in list.problems { fatalError(problem.description) }
  if CommandLine.arguments.contains("--remarks") {
    for remark in list.remarks + list.asides { FileHandle.standardError.write(Data((remark.description + "\n").utf8)) }
  }
  rows += list.rows
}
let costs = CostBook(list: try PriceBook(rows))
let encoder = JSONEncoder()
encoder.outputFormatting = [.sortedKeys]
while let line = readLine() {
  let usage = try JSONDecoder().decode(Usage.self, from: Data(line.utf8))
  print(String(decoding: try encoder.encode(answer(usage, costs)), as: UTF8.self))
}
