import ChargebackModel

/// Events of a policy that logs whole bodies: a summary of each call, and its request and answer in pieces.
///
/// Source: neallee2012/AI-Gateway `labs/request-response-logging/policies/combined-llm-and-eventhub-policy*.xml`,
/// `SOLUTIONS.md`.
///
/// - A body is cut into pieces of 80,000 characters, at most 16 of them, which scatter over partitions and so over files:
///   they are put together by `chunkIndex`, in memory, within one run. What stays incomplete is said.
/// - `correlationId` is the client's `X-Run-Id` where it sends one, else API Management's request id. A client that tries
///   again with its id makes several sets: the answered attempt counts, and the failed ones only where it is missing.
/// - Clients that reuse an `X-Run-Id` for several answered calls make them one: their counts then contradict.
/// - `timestamp` is the answer's end. `{"kind": "skip"}` fills the place of a piece that is not needed.
/// - Pieces of the request hold the prompt: they are put together too, its tokens are counted, and it is dropped.
struct ChunkedEventFormat: RecordFormat {
  let name = "chunked-events"
  let summary = "summary, request-body and response-body events of the request-response-logging lab, by chunkIndex"

  func recognises(_ record: Record) -> Bool {
    switch record["kind"]?.text {
    case "skip": record.names.allSatisfy { $0 == "kind" || StreamAnalytics.fields.contains($0) }
    case "summary": record.has("correlationId") && record.has("responseChunks")
    case "request-body", "response-body": record.has("correlationId") && record.has("chunkIndex")
    default: false
    }
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    let kind = record["kind"]?.text
    if kind == "skip" { return .ignored }
    guard let id = record["correlationId"]?.text else { throw Rejection(.missingKey, "its correlationId is empty") }
    let key = CallKey(.messageId, id)
    if kind == "summary" { return summary(record, key) }
    // The digest tells a second copy of a piece.
    var fragment = CallFragment(keys: [key, CallKey(.recordDigest, record.digest)], call: Call())
    fragment.call.profile.sides = .gateway
    let index = try record["chunkIndex"]?.count("chunkIndex") ?? 0
    let total = try record["chunkTotal"]?.count("chunkTotal") ?? 1
    guard index < total, total <= 4096 else {
      throw Rejection(.impossibleValue, "chunkIndex is not below chunkTotal")
    }
    return .piece(
      BodyPiece(
        body: BodyPiece.Body(format: name, call: key, total: Int(total), isRequest: kind == "request-body"),
        index: Int(index),
        text: record["payload"]?.text ?? "", fragment: fragment))
  }

  private func summary(_ record: Record, _ key: CallKey) -> RecordReading {
    if record["method"]?.text?.uppercased() == "GET" { return .ignored }
    var call = Call()
    call.profile.sides = .gateway
    let status = record["status"]?.text
    // Another attempt's answer outranks a failure under the same id.
    let authority: Authority = status?.hasPrefix("2") == true ? .gatewayResponse : .hint
    let duration = record["durationMs"]?.milliseconds()
    let ended = record["timestamp"]?.text.flatMap(TimestampText.parse)
    call.state(time: ended.map { $0.advanced(byMilliseconds: -(duration ?? 0)) }, authority)
    StreamAnalytics.stateTime(record, &call)
    call.state(gatewayDurationMs: duration, authority)
    call.profile.state(.statusCode, status, authority)
    call.profile.state(.subscriptionId, record["subscriptionId"]?.text, .gatewayResponse)
    call.profile.state(.callerIp, record["clientIp"]?.text, .gatewayResponse)
    let url = record["url"]?.text ?? ""
    call.profile.state(.operation, record["operation"]?.text.map(OperationName.normalise), .hint)
    call.profile.state(.operation, OperationName.ofPath(url), .gatewayResponse)
    call.profile.state(.deployment, AzureAddress.deployment(ofPath: url), .gatewayResponse)
    call.noteAttempt(.gateway)
    return .fragment(CallFragment(keys: [key, CallKey(.recordDigest, record.digest)], call: call))
  }
}
