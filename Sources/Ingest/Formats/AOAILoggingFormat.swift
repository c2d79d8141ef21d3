import ChargebackModel

/// Documents of the logging web application, many a call: the request, the answer or one document for each line of a
/// stream, and a trigger.
///
/// Source: microsoft/aoai-logging-with-apim `LoggingWebApi/Controllers/OpenAI.cs`, `Models/Temp*Log.cs`,
/// `policies/inbound-logging.xml`.
///
/// - Tied by `requestId`, which is API Management's. `id` is often all zeros and says nothing.
/// - Each line of a stream is read by itself: the one with the usage tells the counts, whatever the order.
/// - `headers` of the request hold the caller's `Authorization` and what the policy adds, with hyphens in older versions
///   (`Request-Ip`, `RequestIp`); `Region` there is the gateway's.
/// - Refused calls have a request document only. The documents are deleted when the final record is written (see
///   `AOAILoggingTraceFormat`).
struct AOAILoggingFormat: RecordFormat {
  let name = "aoai-logging"
  let summary = "documents of aoai-logging-with-apim in Cosmos DB: requests, answers, lines of streams"

  func recognises(_ record: Record) -> Bool {
    guard record.has("requestId"), let type = record["type"] else { return false }
    switch type.text {
    case "Request": return record.has("request") && record.has("requestUrl")
    case "Response", "StreamResponse": return record.has("response") && record.has("headers")
    case nil: return AOAILoggingFormat.isTrigger(record)
    default: return false
    }
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    guard let type = record["type"]?.text else { return .ignored }
    guard let id = record["requestId"]?.text else { throw Rejection(.missingKey, "its requestId is empty") }
    var call = Call()
    call.profile.sides = .gateway
    CosmosDB.stateTime(record, &call)
    let headers = HTTPHeaders(record["headers"]?.record)
    var keys = [CallKey(.messageId, id)]
    if type == "Request" {
      stateRequest(record, headers, &call)
    } else {
      call.profile.state(.statusCode, headers["status-code"] ?? headers["statuscode"], .gatewayResponse)
      call.state(gatewayDurationMs: headers["elapsed"].flatMap { Int64($0) }, .gatewayResponse)
      call.profile.state(.stream, type == "StreamResponse" ? "true" : "false", .gatewayResponse)
      if let facts = try record["response"].flatMap({ field throws(Rejection) in try AnswerBody.read(field) }) {
        facts.state(&call, .gatewayResponse)
        keys += facts.keys
      }
    }
    return .fragment(CallFragment(keys: keys, call: call))
  }

  private func stateRequest(_ record: Record, _ headers: HTTPHeaders, _ call: inout Call) {
    let url = record["requestUrl"]?.text ?? ""
    call.state(time: headers["timestamp"].flatMap(TimestampText.parse), .gatewayRequest)
    call.profile.state(.subscriptionId, headers["subscription-id"] ?? headers["subscriptionid"], .gatewayRequest)
    call.profile.state(.callerIp, headers["request-ip"] ?? headers["requestip"], .gatewayRequest)
    let operation = headers["operation-id"] ?? headers["operationid"]
    call.profile.state(.operation, operation.map(OperationName.normalise), .hint)
    call.profile.state(.operation, OperationName.ofPath(url), .gatewayRequest)
    call.profile.state(.deployment, AzureAddress.deployment(ofPath: url), .gatewayRequest)
    let host = headers["backend-url"]?.split(separator: "/").first { $0.contains(".") }
    call.profile.state(.resource, host.flatMap { AzureAddress.resource(ofHost: String($0)) }, .gatewayRequest)
    headers.stateCaller(&call, nested: record.nested)
    record["request"].flatMap(RequestBody.read)?.state(&call, .gatewayRequest)
  }

  /// Says only that a call's documents are all there.
  private static func isTrigger(_ record: Record) -> Bool {
    record.names.allSatisfy { ["id", "type", "requestId", "headers"].contains($0) || $0.hasPrefix("_") }
  }
}
