import ChargebackModel
import Pricing
import TestSupport

/// An organisation of some hundred random calls, of which the truth is known: it never goes through the database or the
/// sums. Each call comes as the fragments that its records would be.
struct RandomEstate {
  struct TrueCall {
    var time: Instant
    var facts: [Fact: String]
    var usage: TokenUsage
    var estimate: CallEstimate
    var isRefused: Bool
  }

  private(set) var calls: [TrueCall] = []
  private(set) var fragments: [CallFragment] = []
  private(set) var directory: [DirectoryEntry] = []
  private var generator: SeededGenerator

  /// Prices change twice in the period, one of two models has long-context prices, `house` has none and `half` has none
  /// for output.
  static let prices = [
    "gpt-4o,input,1M,2.50,,2026-10-15,", "gpt-4o,input,1M,2.25,2026-10-15,,", "gpt-4o,cachedInput,1M,1.25,,,",
    "gpt-4o,output,1M,10,,,", "gpt-5.4,input,1M,1.25,,,", "gpt-5.4,input,1M,2.50,,,500",
    "gpt-5.4,output,1M,10,,2026-10-25,", "gpt-5.4,output,1M,11,2026-10-25,,", "gpt-4,input,1M,30,,,",
    "gpt-4,output,1M,60,,,", "half,input,1K,0.001,,,",
  ]

  init(seed: UInt64, calls count: Int = 300) {
    generator = SeededGenerator(seed: seed)
    for app in ["alpha", "beta"] { directory += career(app) }
    for number in 0..<count {
      let call = randomCall()
      calls.append(call)
      fragments += records(of: call, number)
    }
  }

  mutating func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &generator)! }

  mutating func shuffle<Value>(_ values: [Value]) -> [Value] { values.shuffled(using: &generator) }

  private mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &generator) }

  /// An app that changes its team at some midnight of October.
  private mutating func career(_ app: String) -> [DirectoryEntry] {
    let change = CivilDate(year: 2026, month: 10, day: Int(number(2...31))).startUTC
    let (before, after) = (DatedSpan(to: change), DatedSpan(from: change))
    return [
      DirectoryEntry(kind: .appId, id: app, team: "Logistics", costCentre: "CC-1", span: before),
      DirectoryEntry(kind: .appId, id: app, team: "Finance", costCentre: pick([nil, "CC-2"]), span: after),
    ]
  }

  /// Often near midnight somewhere, near a change of prices, or when clocks change.
  private mutating func randomTime() -> Instant {
    let start = moment("2026-09-29")
    let hour = number(0...(35 * 24 - 1)) * 3_600_000
    let offset = pick([0, -1, 1, 1_799_999, 1_800_000, 2_700_000, number(0...3_599_999)])
    return start.advanced(byMilliseconds: hour + offset)
  }

  private mutating func randomCall() -> TrueCall {
    var facts: [Fact: String] = [:]
    facts[.appId] = pick([nil, "alpha", "beta", "gamma"])
    facts[.bodyModel] = pick([nil, "gpt-4o", "gpt-4o", "gpt-5.4", "gpt-4", "half", "house"])
    facts[.resource] = pick([nil, "weu", "swc"])
    facts[.region] = pick([nil, "westeurope", "swedencentral"])
    facts[.statusCode] = pick(["200", "200", "200", "429", "400"])
    if facts[.statusCode] == "400" { facts[.contentFilter] = pick([nil, "prompt"]) }
    let isServed = facts[.statusCode] == "200"
    var usage = TokenUsage()
    var estimate = CallEstimate()
    if number(0...2) > 0 { estimate.join(CallEstimate(prompt: randomText(isPrompt: true))) }
    if isServed, number(0...2) > 0 { estimate.join(CallEstimate(answer: randomText(isPrompt: false))) }
    if isServed, number(0...9) == 0 {
      usage[.outputTokens] = number(0...500)
    } else if isServed, number(0...5) > 0 {
      let input = number(0...1000)
      usage[.inputTokens] = input
      usage[.cachedInputTokens] = pick([nil, 0, number(0...input), input])
      usage[.outputTokens] = pick([0, number(0...500)])
    }
    return TrueCall(
      time: randomTime(), facts: facts, usage: usage, estimate: estimate, isRefused: facts[.statusCode] == "429")
  }

  /// Around the bound of long-context prices, with a picture now and then.
  private mutating func randomText(isPrompt: Bool) -> TextEstimate {
    var text = TextEstimate()
    text.cl100kTokens = number(0...1000)
    text.o200kTokens = pick([text.cl100kTokens, number(0...1000), 500, 501])
    text.limits = pick([[], [], .unseen, .cut])
    if isPrompt, number(0...3) == 0 {
      text.images = number(1...2)
      text.tiles = number(0...4)
    }
    return text
  }

  /// A request event, a response event, and sometimes the service's own record, with their facts spread over them; some
  /// of them twice.
  private mutating func records(of call: TrueCall, _ number: Int) -> [CallFragment] {
    let message = CallKey(.messageId, "message \(number)")
    let service = CallKey(.apimRequestId, "service \(number)")
    var (request, response, record) = (Call(), Call(), Call())
    request.profile.sides = .gateway
    request.state(time: call.time, .gatewayRequest)
    request.profile.state(.appId, call.facts[.appId], .gatewayRequest)
    request.state(estimate: CallEstimate(prompt: call.estimate.prompt))
    response.profile.sides = .gateway
    response.profile.gatewayCarriesKey = true
    response.state(time: call.time.advanced(byMilliseconds: self.number(0...5000)), .gatewayResponse)
    response.state(reported: call.usage)
    response.state(estimate: CallEstimate(answer: call.estimate.answer))
    for fact in [Fact.bodyModel, .statusCode, .resource, .contentFilter] {
      response.profile.state(fact, call.facts[fact], .gatewayResponse)
    }
    record.profile.sides = .service
    record.state(time: call.time.advanced(byMilliseconds: self.number(0...5000)), .service)
    for fact in [Fact.resource, .region] { record.profile.state(fact, call.facts[fact], .service) }
    let all = [
      CallFragment(keys: [message], call: request), CallFragment(keys: [message, service], call: response),
      CallFragment(keys: [service], call: record),
    ]
    return all + all.filter { _ in self.number(0...9) == 0 }
  }

  // MARK: Truth

  /// What calls cost by rating each one alone, and how many are unpriced or unmetered.
  struct Total: Equatable {
    var calls: Int64 = 0
    var inputTokens: Int64 = 0
    var outputTokens: Int64 = 0
    var cost = Money.zero
    var unpricedCalls: Int64 = 0
    var unmeteredCalls: Int64 = 0
  }

  static func total(_ calls: [TrueCall], _ book: PriceBook) -> Total { total(calls, CostBook(list: book)) }

  static func total(_ calls: [TrueCall], _ costs: CostBook) -> Total {
    var total = Total()
    for call in calls {
      total.calls += 1
      let (usage, _) = call.counted
      guard let usage, let input = usage.inputTokens, let output = usage.outputTokens else {
        if !call.isRefused { total.unmeteredCalls += 1 }
        continue
      }
      total.inputTokens += input
      total.outputTokens += output
      let rating = call.facts[.bodyModel].map { model in
        let sku = SKU(model: model, region: call.facts[.region])
        return try! costs.rate(usage.quantities(), for: sku, at: call.time, inputTokens: input)
      }
      total.cost += rating?.cost ?? .zero
      if rating?.isComplete != true { total.unpricedCalls += 1 }
    }
    return total
  }

  func estate(_ fragments: [CallFragment]? = nil) throws -> Estate {
    let estate = try Estate()
    estate.prices = RandomEstate.prices
    estate.directory = directory
    try estate.add(fragments ?? self.fragments)
    return estate
  }
}

extension RandomEstate.TrueCall {
  /// What the call is charged for, and whether that is an estimate; nil where nobody can know.
  var counted: (usage: TokenUsage?, isEstimate: Bool) {
    if usage.inputTokens != nil, usage.outputTokens != nil { return (usage, false) }
    let isStopped = facts[.contentFilter] == "prompt"
    let model = facts[.bodyModel] ?? ""
    guard !isRefused, ["gpt-4o", "gpt-5.4", "gpt-4"].contains(model), let prompt = estimate.prompt,
      let output = usage.outputTokens ?? estimate.answer.map({ tokens($0, model) }) ?? (isStopped ? 0 : nil)
    else { return (nil, false) }
    // Nobody has said what a picture costs with the newest of the three.
    let pictures = model == "gpt-5.4" ? 0 : prompt.images * 85 + prompt.tiles * 170
    return (TokenUsage(inputTokens: tokens(prompt, model) + pictures, outputTokens: output), true)
  }

  private func tokens(_ text: TextEstimate, _ model: String) -> Int64 {
    model == "gpt-4" ? text.cl100kTokens : text.o200kTokens
  }
}

extension Report {
  /// Its totals.
  var total: RandomEstate.Total { figures(totals) }

  /// The detail rows, added up.
  var sumOfRows: RandomEstate.Total {
    rows.filter { $0.subtotalOf == nil }.reduce(into: RandomEstate.Total()) { $0 += figures($1.cells) }
  }

  func figures(_ cells: [Cell]) -> RandomEstate.Total {
    func count(_ name: String) -> Int64 { if case .count(let count) = cells[index(name)] { count } else { .min } }
    var figures = RandomEstate.Total()
    figures.calls = count("calls")
    figures.inputTokens = count("inputTokens")
    figures.outputTokens = count("outputTokens")
    if case .money(let cost) = cells[index("cost")] { figures.cost = cost }
    figures.unpricedCalls = count("unpricedCalls")
    figures.unmeteredCalls = count("unmeteredCalls")
    return figures
  }
}

extension RandomEstate.Total {
  static func += (a: inout RandomEstate.Total, b: RandomEstate.Total) {
    a.calls += b.calls
    a.inputTokens += b.inputTokens
    a.outputTokens += b.outputTokens
    a.cost += b.cost
    a.unpricedCalls += b.unpricedCalls
    a.unmeteredCalls += b.unmeteredCalls
  }
}
