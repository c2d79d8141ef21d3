import ChargebackModel

/// The final record of a call, which the logging web application writes to Application Insights as a trace.
///
/// Source: microsoft/aoai-logging-with-apim `LogParserFunction/Models/AOAILog.cs`, `LogParser.cs`, `query.kql`.
///
/// - Stands as JSON in `message` of a row of `traces` (`Message` of `AppTraces`), or by itself.
/// - The usage of a stream is counted with tiktoken by the web application: an estimate, so it is taken for unknown, and
///   our own is made.
/// - `requestId` is that of the documents (`AOAILoggingFormat`). `region` is the gateway's.
/// - `headers` hold the caller's `Authorization`; `request` and the texts of `response` are counted and dropped.
struct AOAILoggingTraceFormat: RecordFormat {
  let name = "aoai-logging-trace"
  let summary = "final records of aoai-logging-with-apim in Application Insights traces"

  func recognises(_ record: Record) -> Bool {
    if AOAILoggingTraceFormat.isFinal(record) { return true }
    guard let message = (record["message"] ?? record["Message"])?.text else { return false }
    return message.hasPrefix("{") && message.contains("\"apiRevision\"") && message.contains("\"requestId\"")
  }

  func recognises(_ header: TableHeader) -> Bool {
    header.index("message", anyCase: true) != nil && header.index("severityLevel", anyCase: true) != nil
  }

  func read(_ row: Record) throws(Rejection) -> RecordReading {
    let message = AOAILoggingTraceFormat.isFinal(row) ? row : (row["message"] ?? row["Message"])?.record
    guard let record = message else { throw Rejection(.cutShort, "the record's message ends in the middle") }
    guard let id = record["requestId"]?.text else { throw Rejection(.missingKey, "its requestId is empty") }
    var call = Call()
    call.profile.sides = .gateway
    call.state(time: record["timestamp"]?.text.flatMap(TimestampText.parse), .gatewayRequest)
    call.state(gatewayDurationMs: record["elapsed"]?.milliseconds(), .gatewayResponse)
    call.profile.state(.statusCode, record["statusCode"]?.text, .gatewayResponse)
    call.profile.state(.subscriptionId, record["subscriptionId"]?.text, .gatewayRequest)
    call.profile.state(.callerIp, record["requestIp"]?.text, .gatewayRequest)
    let url = record["url"]?.text ?? ""
    call.profile.state(.operation, record["operationId"]?.text.map(OperationName.normalise), .hint)
    call.profile.state(.operation, OperationName.ofPath(url), .gatewayRequest)
    call.profile.state(.deployment, AzureAddress.deployment(ofPath: url), .gatewayRequest)
    HTTPHeaders(record["headers"]?.record).stateCaller(&call, nested: record.nested)
    let isStream = record["request"]?.record?["stream"]?.truth == true
    call.profile.state(.stream, isStream ? "true" : "false", .gatewayRequest)
    if let request = record["request"].flatMap(RequestBody.read) { call.state(estimate: request.estimate) }
    var keys = [CallKey(.messageId, id)]
    if var facts = try record["response"].flatMap({ field throws(Rejection) in try AnswerBody.read(field) }) {
      if isStream { facts.usage = TokenUsage() }
      facts.state(&call, .gatewayResponse)
      keys += facts.keys
    }
    return .fragment(CallFragment(keys: keys, call: call))
  }

  private static func isFinal(_ record: Record) -> Bool {
    ["apiName", "apiRevision", "serviceName", "requestId", "response"].allSatisfy(record.has)
  }
}
