import ChargebackModel

/// Events of a streaming proxy: the usage of one streamed answer, its model and region.
///
/// Source: a proxy published on Microsoft Tech Community in 2024-11; only the names of its fields are known to us.
///
/// - No caller, no id and no time: the moment of delivery stands in where the transport tells it. Two events that say the
///   same are taken for one. `content` is not looked at.
struct StreamCompletionFormat: RecordFormat {
  let name = "stream-completion"
  let summary = "stream_completion events of a streaming proxy: usage, model and region"

  func recognises(_ record: Record) -> Bool {
    record["type"]?.text == "stream_completion" && record.has("usage")
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    var call = Call()
    call.profile.sides = .gateway
    StreamAnalytics.stateTime(record, &call)
    call.profile.state(.bodyModel, record["model"]?.text, .gatewayResponse)
    call.profile.state(.region, record["region"]?.text.map(Region.normalise), .gatewayResponse)
    call.profile.state(.stream, "true", .gatewayResponse)
    if let usage = try AnswerBody.read(record)?.usage { call.state(reported: usage) }
    return .fragment(CallFragment(keys: [CallKey(.recordDigest, record.digest)], call: call))
  }
}
