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
/// - A call that spills over from a full provisioned deployment has two rows under one `correlationId`: 429 of that
///   deployment and the answer of the other. So what a 429 row says is an attempt's, and gives way.
/// - The category `Audit` tells who listed the keys: an event, not a call.
struct AzureDiagnosticsFormat: RecordFormat {
  let name = "azure-diagnostics"
  let summary = "diagnostic logs of Azure OpenAI accounts: raw, Log Analytics JSON, az output, portal CSV"

  func recognises(_ record: Record) -> Bool {
    guard let category = ResourceLog.category(record) else { return false }
    if AzureDiagnosticsFormat.usageCategories.contains(category) { return true }
    return ResourceLog.owner(record).contains("microsoft.cognitiveservices") && !ActivityLogFormat.isOne(record)
  }

  func recognises(_ header: TableHeader) -> Bool {
    ["Category", "OperationName", "CorrelationId"].allSatisfy { header.index($0, anyCase: true) != nil }
  }

  private static let usageCategories: Set = ["requestresponse", "azureopenairequestusage"]

  func quickReader() -> (any QuickReader)? { DiagnosticReader() }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    let category = ResourceLog.category(record) ?? ""
    let log = ResourceLog(record)
    if category == "audit" { return try audit(record, log) }
    guard AzureDiagnosticsFormat.usageCategories.contains(category) else { return .ignored }
    let operation = record.anyCase("operationName")?.text ?? ""
    let deployment = log["modelDeploymentName"]?.text?.lowercased()
    if category == "requestresponse", deployment == nil, !operation.isEmpty, !OperationName.isInference(operation) {
      return .ignored
    }

    var call = Call()
    call.profile.sides = .service
    let began = log["requestTime"]?.integer.flatMap(TimestampText.ticks)
    let logged = log.time.flatMap(TimestampText.parse)
    guard began != nil || logged != nil else {
      throw Rejection(.missingTime, "the record has no time, or one in a spelling or zone that cannot be known")
    }
    call.state(time: began, .service)
    call.state(time: logged, .hint)
    stateCircumstances(record, log, &call)
    let answered = record.anyCase("resultSignature")?.text?.hasPrefix("2") ?? false
    call.profile.state(.deployment, deployment, answered ? .responseHeader : AzureDiagnosticsFormat.authority(record))
    call.profile.state(
      .operation, operation.isEmpty ? nil : OperationName.normalise(operation),
      category == "requestresponse" ? .service : .hint)
    try stateUsage(log, &call)
    guard let id = record.anyCase("correlationId")?.text else {
      let notice = Rejection(.missingKey, "the record bears no correlationId: it stands as a call of its own")
      return .fragment(CallFragment(keys: [CallKey(.recordDigest, record.digest)], call: call), notices: [notice])
    }
    return .fragment(CallFragment(keys: [CallKey(.apimRequestId, id)], call: call))
  }

  /// Whose word a row's facts are: those of a refused attempt give way to the answer's.
  private static func authority(_ record: Record) -> Authority {
    record.anyCase("resultSignature")?.text == "429" ? .hint : .service
  }

  private func stateCircumstances(_ record: Record, _ log: ResourceLog, _ call: inout Call) {
    let authority = AzureDiagnosticsFormat.authority(record)
    let resource = record.anyCase("resourceId", "_ResourceId")?.text.flatMap(AzureAddress.resource(ofId:))
    call.profile.state(.resource, resource ?? record.anyCase("Resource")?.text?.lowercased(), .service)
    call.profile.state(.region, log["location"]?.text.map(Region.normalise), .service)
    call.profile.state(.callerIp, record.anyCase("callerIpAddress")?.text, .service)
    call.profile.state(.statusCode, record.anyCase("resultSignature")?.text, authority)
    let objectId = log["objectId"] ?? log["callerObjectId"]
    call.profile.state(.serviceObjectId, objectId?.text?.lowercased(), .service)
    call.profile.state(.serviceModel, log["modelName"]?.text, authority)
    call.profile.state(.serviceModelVersion, log["modelVersion"]?.text, authority)
    switch log["streamType"]?.text?.lowercased() {
    case "streaming": call.profile.state(.stream, "true", authority)
    case "non-streaming": call.profile.state(.stream, "false", authority)
    default: break
    }
    var duration = record.anyCase("durationMs")?.integer.flatMap { $0 < 0 ? nil : $0 }
    if duration == nil, let began = log["requestTime"]?.integer, let ended = log["responseTime"]?.integer {
      let ticks = ended.subtractingReportingOverflow(began)
      duration = ticks.overflow ? nil : ticks.partialValue / 10_000
    }
    call.state(serviceDurationMs: duration, authority)
  }

  private func stateUsage(_ log: ResourceLog, _ call: inout Call) throws(Rejection) {
    let input = try log["promptTokens"]?.count("promptTokens")
    let output = try (log["generatedTokens"] ?? log["completionTokens"])?.count("completionTokens")
    guard input != nil || output != nil else { return }
    let cached = try log["cachedTokens"]?.count("cachedTokens")
    try ReportedUsage.checkPart(cached, "cachedTokens", of: input, "promptTokens")
    call.state(reported: TokenUsage(inputTokens: input, cachedInputTokens: cached, outputTokens: output))
  }

  private static let audited: [String: ResourceEvent.Kind] = [
    "listkey": .listKeys, "listkeys": .listKeys, "regeneratekey": .regenerateKey, "regeneratekeys": .regenerateKey,
  ]

  private func audit(_ record: Record, _ log: ResourceLog) throws(Rejection) -> RecordReading {
    let operation = record.anyCase("operationName")?.text?.lowercased() ?? ""
    guard let kind = AzureDiagnosticsFormat.audited[operation] else { return .ignored }
    guard let time = log.time.flatMap(TimestampText.parse) else {
      throw Rejection(.missingTime, "the record has no time, or one in a spelling or zone that cannot be known")
    }
    let id = record.anyCase("resourceId", "_ResourceId")?.text ?? ""
    guard let resource = AzureAddress.part(of: id, after: "accounts") ?? record.anyCase("Resource")?.text else {
      throw Rejection(.missingKey, "the record names no account")
    }
    return .event(ResourceEvent(kind: kind, time: time, resource: resource, actor: log["objectId"]?.text?.lowercased()))
  }
}
