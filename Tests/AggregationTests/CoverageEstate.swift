import ChargebackModel
import TestSupport

@testable import Aggregation

/// Three accounts behind gateways, of which it is known who called what on which way: calls around the gateway, lost
/// events of the gateway, lost records of the service, duplicates, retries, and a clock that is two minutes off.
///
/// - `keyed`: the policy captures `apim-request-id`.
/// - `plain`: it captures nothing.
/// - `mixed`: two policies, one for each deployment.
struct CoverageEstate {
  struct Planted: Hashable, Comparable {
    let resource: String
    let objectId: String?
    let callerIp: String?
    /// Azure's objectId of nobody: an API key.
    var byKey: Bool { objectId == nil }

    static func < (a: Planted, b: Planted) -> Bool { a.callerIp ?? "" < b.callerIp ?? "" }
  }

  enum Fate: CaseIterable { case whole, around, eventLost, recordLost, retried }

  struct Place: Hashable {
    let resource: String
    let deployment: String
    let operation: String
  }

  struct Truth: Equatable {
    var joined = 0
    var serviceOnly = 0
    var gatewayOnly = 0
  }

  private(set) var fragments: [CallFragment] = []
  /// By an address of its own for each call that only the service saw, where a key joins the others.
  private(set) var planted: Set<Planted> = []
  private(set) var truth: [Place: Truth] = [:]
  private(set) var attempts = 0
  private var random: SeededGenerator
  private var number = 0
  /// The service's clock against the gateway's.
  private let skew: [String: Int64]
  /// Whether it goes two minutes ahead and back at random instead.
  private let isWandering: Bool

  static let places = [
    Place(resource: "keyed", deployment: "chat", operation: "ChatCompletions_Create"),
    Place(resource: "keyed", deployment: "embed", operation: "Embeddings_Create"),
    Place(resource: "plain", deployment: "chat", operation: "ChatCompletions_Create"),
    Place(resource: "plain", deployment: "embed", operation: "Embeddings_Create"),
    Place(resource: "mixed", deployment: "new", operation: "ChatCompletions_Create"),
    Place(resource: "mixed", deployment: "old", operation: "ChatCompletions_Create"),
  ]

  init(seed: UInt64, isWandering: Bool = false) {
    self.isWandering = isWandering
    random = SeededGenerator(seed: seed)
    skew = ["keyed": 120_000, "plain": random.next() % 2 == 0 ? 120_000 : -120_000, "mixed": 117_000]
    for place in CoverageEstate.places {
      for day in 1...3 { for hour in 6...19 { addHour(place, "2026-10-0\(day)", hour) } }
    }
    fragments += fragments.filter { _ in Int.random(in: 0..<10, using: &random) == 0 }
    fragments.shuffle(using: &random)
  }

  static func hasKey(_ place: Place) -> Bool { place.resource == "keyed" || place.deployment == "new" }

  /// Where only numbers tell, calls around the gateway and lost records do not lie in one hour, for they would cancel out.
  private mutating func addHour(_ place: Place, _ day: String, _ hour: Int) {
    let start = moment("\(day) \(hour):00")
    for _ in 0..<Int.random(in: 0...30, using: &random) {
      add(place, start.advanced(byMilliseconds: Int64.random(in: 0..<3_600_000, using: &random)), .whole)
    }
    let others: [Fate] = hour % 2 == 0 ? [.around, .eventLost, .retried] : [.recordLost]
    let fates = CoverageEstate.hasKey(place) ? Fate.allCases : others
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      // Ten minutes from the hour's ends, so that the next hour's clocks do not matter.
      let time = start.advanced(byMilliseconds: Int64.random(in: 1_200_000..<2_400_000, using: &random))
      add(place, time, fates.randomElement(using: &random)!)
    }
  }

  private mutating func add(_ place: Place, _ time: Instant, _ fate: Fate) {
    number += 1
    switch fate {
    case .whole, .retried:
      truth[place, default: Truth()].joined += 1
      addGateway(place, time)
      addRecord(place, time, status: "200", "gateway", "10.0.0.**")
      guard fate == .retried else { return }
      attempts += 1
      number += 1
      addRecord(place, time.advanced(byMilliseconds: -2000), status: "429", "gateway", "10.0.0.**")
    case .recordLost:
      truth[place, default: Truth()].gatewayOnly += 1
      addGateway(place, time)
    case .around, .eventLost:
      truth[place, default: Truth()].serviceOnly += 1
      let person = ["person", nil].randomElement(using: &random)!
      let caller = fate == .around ? person : "gateway"
      let address = "203.0.\(number).**"
      addRecord(place, time, status: "200", caller, address)
      // The directory knows the gateway's identity: it is nobody.
      let shown = caller == "gateway" ? nil : caller
      planted.insert(Planted(resource: place.resource, objectId: shown, callerIp: address))
    }
  }

  private mutating func addGateway(_ place: Place, _ time: Instant) {
    var request = call(place, time, .gatewayRequest)
    request.profile.sides = .gateway
    request.profile.state(.objectId, ["alpha", "beta"].randomElement(using: &random), .gatewayRequest)
    fragments.append(CallFragment(keys: [CallKey(.messageId, "m\(number)")], call: request))
    var response = Call()
    response.profile.sides = .gateway
    response.profile.state(.statusCode, "200", .gatewayResponse)
    response.profile.state(
      .bodyModel, place.deployment == "embed" ? "text-embedding-3-small" : "gpt-4o", .gatewayResponse)
    response.state(reported: tokens(1000, place.deployment == "embed" ? 0 : 100))
    response.profile.gatewayCarriesKey = CoverageEstate.hasKey(place)
    let id = CallKey(.apimRequestId, "a\(number)")
    fragments.append(
      CallFragment(
        keys: [CallKey(.messageId, "m\(number)")] + (response.profile.gatewayCarriesKey ? [id] : []), call: response))
  }

  private mutating func addRecord(
    _ place: Place, _ time: Instant, status: String, _ objectId: String?, _ address: String
  ) {
    let latency = Int64.random(in: 0...1500, using: &random)
    let ahead = isWandering ? Int64.random(in: -120_000...120_000, using: &random) : skew[place.resource]!
    var record = call(place, time.advanced(byMilliseconds: ahead + latency), .service)
    record.profile.sides = .service
    record.profile.state(.statusCode, status, .service)
    record.profile.state(.serviceObjectId, objectId, .service)
    record.profile.state(.callerIp, address, .service)
    record.profile.state(
      .serviceModel, place.deployment == "embed" ? "text-embedding-3-small" : "gpt-4o", .service)
    fragments.append(CallFragment(keys: [CallKey(.apimRequestId, "a\(number)")], call: record))
  }

  private func call(_ place: Place, _ time: Instant, _ authority: Authority) -> Call {
    var call = Call()
    call.state(time: time, authority)
    call.profile.state(.resource, place.resource, authority)
    call.profile.state(.deployment, place.deployment, authority)
    call.profile.state(.operation, place.operation, authority)
    return call
  }

  func estate() throws -> Estate {
    let estate = try Estate()
    estate.prices = ["gpt-4o,input,1M,2.50,,,", "gpt-4o,output,1M,10,,,", "text-embedding-3-small,input,1M,0.02,,,"]
    estate.directory = [DirectoryEntry(kind: .gateway, id: "gateway", name: "Gateway")]
    try estate.add(fragments)
    return estate
  }
}
