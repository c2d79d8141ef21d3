import ChargebackModel

/// API Management's own log of requests (category `GatewayLogs`): who called through which subscription, what the service
/// answered, and, where bodies and headers are logged, token counts and the service's id.
///
/// Sources: Microsoft Learn, "API Management monitoring data reference" and the tables `ApiManagementGatewayLogs` and
/// `AzureDiagnostics`; raw records as published in elastic/integrations `packages/azure_openai`.
///
/// - `correlationId` is the gateway's id, not the service's: that is the response header `apim-request-id`, if logged.
/// - Bodies are cut at 8,192 bytes, so that long answers lose their counts; a stream shows its first events only.
/// - `backend…` fields are of one attempt, the last where the policy retries. Two reports differ on whether each attempt has
///   a record of its own: where it has, under one `correlationId`, a failed one is kept as an attempt and gives way.
/// - An answer out of the gateway's cache repeats id and counts of an earlier call: Azure saw no call.
/// - Polling a background response (`GET`) tells the counts of the call that began it, under the same answer id.
/// - `userId` is a user of API Management's, not of Entra, and left out. `location` is the gateway's.
struct APIMGatewayLogFormat: RecordFormat {
  let name = "apim-gateway-logs"
  let summary = "API Management GatewayLogs: raw, table ApiManagementGatewayLogs, AzureDiagnostics"

  func recognises(_ record: Record) -> Bool {
    switch ResourceLog.category(record) {
    case "gatewayllmlogs": return false
    case "gatewaylogs": return true
    // Other logs of a gateway, such as of web sockets: known, and of no call.
    case .some: return ResourceLog.owner(record).contains("microsoft.apimanagement") && !ActivityLogFormat.isOne(record)
    case nil: return record["Type"]?.text == "ApiManagementGatewayLogs" || APIMGatewayLogFormat.isRow(record.has)
    }
  }

  func recognises(_ header: TableHeader) -> Bool { APIMGatewayLogFormat.isRow(header.names.contains) }

  private static func isRow(_ has: (String) -> Bool) -> Bool {
    has("CorrelationId") && has("ApiId") && has("ResponseCode") && (has("BackendUrl") || has("Url"))
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    if let category = ResourceLog.category(record), category != "gatewaylogs" { return .ignored }
    let log = ResourceLog(record)
    if log["cache"]?.text?.lowercased() == "hit" { return .ignored }
    var answer: AnswerFacts?
    if let body = log["backendResponseBody"] ?? log["responseBody"] { answer = try AnswerBody.read(body) }
    if log["method"]?.text?.uppercased() == "GET" { return APIMGatewayLogFormat.polled(answer) }

    let addresses = [log["backendUrl"], log["url"]].compactMap { $0?.text.map(RequestURL.init) }
    let operation = APIMGatewayLogFormat.operation(log, addresses)
    guard operation != nil || answer?.usage.isEmpty == false else { return .ignored }
    guard let id = log["correlationId"]?.text else {
      throw Rejection(.missingKey, "the record bears no correlationId")
    }
    var call = Call()
    call.profile.sides = .gateway
    call.state(time: log.time.flatMap(TimestampText.parse), .gatewayRequest)
    call.profile.state(.operation, operation, .gatewayRequest)
    let backendCode = APIMGatewayLogFormat.code(log["backendResponseCode"])
    let isAttempt = Attempt.isTriedAgain(after: backendCode)
    for (index, address) in addresses.enumerated() {
      let isBackend = index == 0 && log["backendUrl"]?.text != nil
      call.profile.stateResource(ofBackend: address.host, isBackend: isBackend, isAttempt ? .hint : .gatewayResponse)
      let deployment = AzureAddress.deployment(ofPath: address.path)
      call.profile.state(.deployment, deployment, isAttempt ? .hint : .gatewayRequest)
    }
    stateCaller(record, log, &call)
    let status = backendCode ?? APIMGatewayLogFormat.code(log["responseCode"])
    call.profile.state(.statusCode, status, isAttempt ? .hint : .gatewayResponse)
    stateDurations(log, &call)
    // A hint: a stream that was refused is none.
    if let body = log["requestBody"] ?? log["backendRequestBody"] {
      RequestBody.read(body)?.state(&call, .hint, beside: answer)
    }
    var keys = [CallKey(.messageId, id)]
    if let answer {
      answer.state(&call, .gatewayResponse)
      keys += answer.keys
    }
    let headers = APIMGatewayLogFormat.responseHeaders(log)
    headers.stateResponse(&call, isAttempt ? .hint : .responseHeader)
    if isAttempt { call.noteAttempt(.gateway) }
    if let key = headers.apimRequestId {
      keys.append(CallKey(.apimRequestId, key))
      call.profile.gatewayCarriesKey = true
    }
    return .fragment(CallFragment(keys: keys, call: call))
  }

  private func stateCaller(_ record: Record, _ log: ResourceLog, _ call: inout Call) {
    call.profile.state(.subscriptionId, log["apimSubscriptionId"]?.text, .gatewayRequest)
    call.profile.state(.productId, log["productId"]?.text, .gatewayRequest)
    call.profile.state(.callerIp, log["callerIpAddress"]?.text, .gatewayRequest)
    HTTPHeaders(log["requestHeaders"]?.record).stateCaller(&call, nested: record.nested)
  }

  /// An HTTP status; 0 stands for none.
  private static func code(_ field: Field?) -> String? {
    guard let code = try? field?.count("responseCode"), code > 0 else { return nil }
    return String(code)
  }

  private func stateDurations(_ log: ResourceLog, _ call: inout Call) {
    call.state(gatewayDurationMs: (log["totalTime"] ?? log["durationMs"])?.milliseconds(), .gatewayResponse)
    call.state(serviceDurationMs: log["backendTime"]?.milliseconds(), .hint)
  }

  /// The inference operation, by its id or by an address; nil for look-ups of models, files and the like.
  private static func operation(_ log: ResourceLog, _ addresses: [RequestURL]) -> String? {
    if let id = log["operationId"]?.text, OperationName.isInference(id) { return OperationName.normalise(id) }
    return addresses.compactMap { OperationName.ofPath($0.path) }.first
  }

  /// Of the service's response where they were logged, else of the gateway's, which passes them on.
  private static func responseHeaders(_ log: ResourceLog) -> HTTPHeaders {
    let backend = HTTPHeaders(log["backendResponseHeaders"]?.record)
    return backend.apimRequestId != nil ? backend : HTTPHeaders(log["responseHeaders"]?.record)
  }

  private static func polled(_ answer: AnswerFacts?) -> RecordReading {
    guard let answer, !answer.usage.isEmpty, !answer.keys.isEmpty else { return .ignored }
    var call = Call()
    call.profile.sides = .gateway
    answer.state(&call, .gatewayResponse)
    return .fragment(CallFragment(keys: answer.keys, call: call))
  }
}
