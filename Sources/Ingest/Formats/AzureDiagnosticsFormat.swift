import ChargebackModel

/// The service's own resource logs, raw or through Log Analytics: who called, when, for how long, how it ended.
///
/// Sources: Microsoft Learn, "Azure OpenAI monitoring data reference" and "resource logs schema"; record shapes as
/// published in elastic/integrations `packages/azure_openai`; table columns of `AzureDiagnostics`.
///
/// - Names come in any letter case; `AzureDiagnostics` adds `_s`, `_d`, `_g` to them.
/// - `properties` is JSON in a text, or an object.
/// - `correlationId` is the response header `apim-request-id`. One call may have two rows, one of them nearly empty.
/// - `time` is seconds late; `properties.requestTime` (.NET ticks) is when the call began.
/// - No token counts, but for the category `AzureOpenAIRequestUsage`, which nobody has documented: counts are read
///   wherever they stand, as numbers or as lists of one.
/// - `objectId` is the identity the service saw: behind a gateway often the gateway's own. `Tenant` is the region.
struct AzureDiagnosticsFormat: RecordFormat {
  let name = "azure-diagnostics"
  let summary = "diagnostic logs of Azure OpenAI accounts: raw, Log Analytics JSON, az output, portal CSV"

  func recognises(_ record: Record) -> Bool {
    guard let category = record.anyCase("category")?.text?.lowercased() else { return false }
    if AzureDiagnosticsFormat.usageCategories.contains(category) { return true }
    let owner = record.anyCase("resourceId", "_ResourceId", "ResourceProvider")?.text?.lowercased() ?? ""
    return owner.contains("microsoft.cognitiveservices")
  }

  func recognises(_ header: TableHeader) -> Bool {
    ["Category", "OperationName", "CorrelationId"].allSatisfy { header.index($0, anyCase: true) != nil }
  }

  private static let usageCategories: Set = ["requestresponse", "azureopenairequestusage"]

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    let category = record.anyCase("category")?.text?.lowercased() ?? ""
    guard AzureDiagnosticsFormat.usageCategories.contains(category) else { return .ignored }
    let properties = record.anyCase("properties", "properties_s")?.record
    func property(_ name: String) -> Field? {
      if let field = properties?.anyCase(name) { return field }
      return record.anyCase(name, "\(name)_s", "\(name)_g", "\(name)_d")
    }
    let operation = record.anyCase("operationName")?.text ?? ""
    let deployment = property("modelDeploymentName")?.text?.lowercased()
    if category == "requestresponse", deployment == nil, !operation.isEmpty, !OperationName.isInference(operation) {
      return .ignored
    }

    var call = Call()
    call.profile.sides = .service
    let began = property("requestTime")?.integer.flatMap(TimestampText.ticks)
    let logged = record.anyCase("time", "TimeGenerated")?.text.flatMap(TimestampText.parse)
    guard began != nil || logged != nil else {
      throw Rejection(.missingTime, "the record has no time, or one in a spelling or zone that cannot be known")
    }
    call.state(time: began, .service)
    call.state(time: logged, .hint)
    stateCircumstances(record, property, &call)
    call.profile.state(.deployment, deployment, .service)
    call.profile.state(
      .operation, operation.isEmpty ? nil : OperationName.normalise(operation),
      category == "requestresponse" ? .service : .hint)
    try stateUsage(property, &call)
    guard let id = record.anyCase("correlationId")?.text else {
      let notice = Rejection(.missingKey, "the record bears no correlationId: it stands as a call of its own")
      return .fragment(CallFragment(keys: [CallKey(.recordDigest, record.digest)], call: call), notices: [notice])
    }
    return .fragment(CallFragment(keys: [CallKey(.apimRequestId, id)], call: call))
  }

  private func stateCircumstances(_ record: Record, _ property: (String) -> Field?, _ call: inout Call) {
    let resource = record.anyCase("resourceId", "_ResourceId")?.text.flatMap(AzureAddress.resource(ofId:))
    call.profile.state(.resource, resource ?? record.anyCase("Resource")?.text?.lowercased(), .service)
    call.profile.state(.region, record.anyCase("location", "location_s")?.text.map(Region.normalise), .service)
    call.profile.state(.callerIp, record.anyCase("callerIpAddress")?.text, .service)
    call.profile.state(.statusCode, record.anyCase("resultSignature")?.text, .service)
    let objectId = property("objectId")?.text ?? property("callerObjectId")?.text
    call.profile.state(.serviceObjectId, objectId?.lowercased(), .service)
    call.profile.state(.serviceModel, property("modelName")?.text, .service)
    call.profile.state(.serviceModelVersion, property("modelVersion")?.text, .service)
    switch property("streamType")?.text?.lowercased() {
    case "streaming": call.profile.state(.stream, "true", .service)
    case "non-streaming": call.profile.state(.stream, "false", .service)
    default: break
    }
    var duration = record.anyCase("durationMs")?.integer.flatMap { $0 < 0 ? nil : $0 }
    if duration == nil, let began = property("requestTime")?.integer, let ended = property("responseTime")?.integer {
      duration = (ended - began) / 10_000
    }
    call.state(serviceDurationMs: duration, .service)
  }

  private func stateUsage(_ property: (String) -> Field?, _ call: inout Call) throws(Rejection) {
    let input = try property("promptTokens")?.count("promptTokens")
    let output = try (property("generatedTokens") ?? property("completionTokens"))?.count("completionTokens")
    guard input != nil || output != nil else { return }
    let cached = try property("cachedTokens")?.count("cachedTokens")
    try ReportedUsage.checkPart(cached, "cachedTokens", of: input, "promptTokens")
    call.state(reported: TokenUsage(inputTokens: input, cachedInputTokens: cached, outputTokens: output))
  }
}
