import ChargebackModel

/// Reads an organisation's own events, as a mapping file tells.
///
/// - What a mapping calls an API key is kept as a fingerprint; a value that is too long for a fact, or that is a token of
///   authorization, is not kept at all, for a mapping may name the wrong field.
/// - Without a key, an event is known by all that it says. Events of several attempts under one `messageId` are one call.
struct MappedFormat: RecordFormat {
  let mapping: Mapping

  var name: String { mapping.name }
  var summary: String { mapping.summary }

  /// A fact is an id or a short name.
  private static let longestFact = 256

  /// The fields that tell its records.
  var knownBy: [FieldPath] { mapping.conditions.map(\.path) }

  func recognises(_ record: Record) -> Bool { mapping.conditions.allSatisfy { $0.holds(record) } }

  func recognises(_ header: TableHeader) -> Bool {
    mapping.conditions.allSatisfy { header.names.contains($0.path.first) }
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    var call = Call()
    call.profile.sides = mapping.side
    let authority: Authority = mapping.side == .gateway ? .gatewayRequest : .service
    call.state(time: mapping.time?.text(in: record).flatMap(mapping.timeFormat.instant), authority)
    var attempt = authority
    for (fact, path) in mapping.facts {
      let value = path.text(in: record).flatMap { MappedFormat.value($0, of: fact) }
      // What a refused attempt says gives way to the one that was answered.
      if fact == .statusCode, value == "429" { attempt = .hint }
      call.profile.state(fact, value, fact.isOfAttempt ? attempt : authority)
    }
    for (fact, value) in mapping.constants where call.profile[fact] == nil {
      call.profile.state(fact, MappedFormat.value(value, of: fact), authority)
    }
    call.noteAttempt(mapping.side == .gateway ? .gateway : .service)
    call.state(gatewayDurationMs: mapping.gatewayDurationMs?.field(in: record)?.milliseconds(), authority)
    call.state(serviceDurationMs: mapping.serviceDurationMs?.field(in: record)?.milliseconds(), authority)
    call.state(reported: try usage(record))
    var keys = mapping.keys.compactMap { key in key.path.text(in: record).map { CallKey(key.kind, $0) } }
    if mapping.side == .gateway, keys.contains(where: { $0.kind == .apimRequestId }) {
      call.profile.gatewayCarriesKey = true
    }
    if let answer = mapping.answer?.field(in: record), let facts = try AnswerBody.read(answer) {
      facts.state(&call, mapping.side == .gateway ? .gatewayResponse : .service)
      for key in facts.keys where !keys.contains(key) { keys.append(key) }
    }
    if keys.isEmpty { keys = [CallKey(.recordDigest, record.digest)] }
    return .fragment(CallFragment(keys: keys, call: call))
  }

  func quickReader() -> (any QuickReader)? { MappedReader(mapping) }

  private func usage(_ record: Record) throws(Rejection) -> TokenUsage {
    var usage = TokenUsage()
    for (count, path) in mapping.counts { usage[count] = try path.field(in: record)?.count(count.rawValue) }
    if usage.quantity(of: .input) < 0 || usage.quantity(of: .output) < 0 {
      throw Rejection(.impossibleValue, "the parts of a token count are together more than it")
    }
    return usage
  }

  /// One spelling for each fact; nil for what may not be kept.
  private static func value(_ text: String, of fact: Fact) -> String? {
    if fact == .apiKey { return Credential.fingerprint(ofKey: text) }
    guard text.utf8.count <= longestFact, !isToken(text) else { return nil }
    switch fact {
    case .region: return Region.normalise(text)
    case .operation: return OperationName.normalise(text)
    case .appId, .objectId, .serviceObjectId, .deployment, .serviceTier, .stream: return text.inLowerCase
    case .resource:
      let url = RequestURL(text)
      return AzureAddress.resource(ofHost: url.host) ?? AzureAddress.resource(ofId: text) ?? text.inLowerCase
    default: return text
    }
  }

  private static func isToken(_ text: String) -> Bool {
    switch text.utf8.first {
    case UInt8(ascii: "b"), UInt8(ascii: "B"): text.lowercased().hasPrefix("bearer ")
    case UInt8(ascii: "e"): text.hasPrefix("eyJ")
    default: false
    }
  }
}

extension Fact {
  /// Whether the attempts at one call may differ in it.
  fileprivate var isOfAttempt: Bool {
    switch self {
    case .statusCode, .resource, .deployment, .region: true
    default: false
    }
  }
}
