import ChargebackModel

/// Events of the terraform variant of the enterprise-logging policy: request, response and error, tied by `RequestId`.
///
/// Source: Azure-Samples/openai-python-enterprise-logging `deploy-terraform/apim.tf`.
///
/// - Carries no token counts; its response headers hold `apim-request-id`, the key to the service's own records.
/// - `ResponseBody` is the word `streaming` or `not-streaming`, the latter also for a stream whose content type names a
///   character set; so the content type decides.
/// - `RequestBody` is cut off behind 1,024 characters: what is whole of its texts is counted and dropped. A lower-case `authorization` header may have been left
///   in `Headers`: it is used for identity and dropped.
struct APIMTerraformFormat: RecordFormat {
  let name = "apim-event-hub-terraform"
  let summary = "API Management policy events of the terraform variant, tied by RequestId, with response headers"

  func recognises(_ record: Record) -> Bool {
    guard record.has("RequestId"), record.has("EventTime"), let type = record["Type"]?.text else { return false }
    return ["request", "response", "error"].contains(type)
  }

  func recognises(_ header: TableHeader) -> Bool {
    header.names.contains("RequestId") && header.names.contains("ServiceName") && header.names.contains("Type")
  }

  func quickReader() -> (any QuickReader)? { TerraformReader() }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    // Listings and look-ups of models; inference is always posted.
    if (record["RequestMethod"] ?? record["OperationMethod"])?.text?.uppercased() == "GET" { return .ignored }
    guard let id = record["RequestId"]?.text else { throw Rejection(.missingKey, "its RequestId is empty") }
    var call = Call()
    call.profile.sides = .gateway
    var keys = [CallKey(.messageId, id)]
    let isRequest = record["Type"]?.text == "request"
    let authority: Authority = isRequest ? .gatewayRequest : .gatewayResponse
    call.state(time: record["EventTime"]?.text.flatMap(TimestampText.parse), authority)
    StreamAnalytics.stateTime(record, &call)
    call.profile.state(.callerIp, record["RequestIp"]?.text, authority)
    call.profile.state(.operation, record["OperationName"]?.text.map(OperationName.normalise), .hint)
    call.state(gatewayDurationMs: record["Duration"]?.text.flatMap(TimeSpan.milliseconds), .gatewayResponse)
    let headers = HTTPHeaders(lines: record["Headers"]?.elements ?? [])
    if isRequest {
      let path = record["RequestPath"]?.text ?? ""
      call.profile.state(.deployment, AzureAddress.deployment(ofPath: path), authority)
      call.profile.state(.operation, OperationName.ofPath(path), authority)
      headers.stateCaller(&call, nested: record.nested)
      if let request = record["RequestBody"].flatMap(RequestBody.read) { call.state(estimate: request.estimate) }
    } else {
      call.profile.state(.statusCode, record["ResponseStatusCode"]?.text, authority)
      headers.stateResponse(&call)
      if record["ResponseBody"]?.text == "streaming" { call.profile.state(.stream, "true", authority) }
      if let key = headers.apimRequestId {
        keys.append(CallKey(.apimRequestId, key))
        call.profile.gatewayCarriesKey = true
      }
    }
    return .fragment(CallFragment(keys: keys, call: call))
  }
}
