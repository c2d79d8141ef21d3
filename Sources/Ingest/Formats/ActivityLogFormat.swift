import ChargebackModel

/// The Azure Activity Log: who listed or renewed the keys of an account, who changed an account or a deployment.
///
/// Source: Microsoft Learn, "Azure Activity Log event schema": the form of `az monitor activity-log list` and of the REST
/// API, the form that diagnostic settings send to storage and event hubs, and the table `AzureActivity`.
///
/// - One operation leaves a record when it starts, maybe when it is accepted, and when it ends. They share the
///   `operationId` and become one event; only the end tells the outcome. Where a form leaves it out, the `correlationId`
///   stands in.
/// - Names are objects in the first form (`value` beside `localizedValue`) and in capitals in the second.
/// - `caller` is a mail address or an objectId; the claim of the objectId is preferred.
/// - Request and response bodies are not looked at.
struct ActivityLogFormat: RecordFormat {
  let name = "azure-activity"
  let summary =
    "the Azure Activity Log (az, REST, storage, AzureActivity): keys listed, accounts and deployments changed"

  func recognises(_ record: Record) -> Bool { ActivityLogFormat.isOne(record) }

  func recognises(_ header: TableHeader) -> Bool {
    header.names.contains("OperationNameValue") && header.names.contains("ActivityStatusValue")
  }

  static func isOne(_ record: Record) -> Bool {
    if record.has("OperationNameValue") { return true }
    if record.has("eventTimestamp") || record.has("EventTimestamp") { return record.anyCase("operationName") != nil }
    guard record.has("resultType"), let operation = record["operationName"]?.text?.lowercased() else { return false }
    return operation.contains("/") && ["/write", "/delete", "/action"].contains(where: operation.hasSuffix)
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    let operation = ActivityLogFormat.word(record.anyCase("OperationNameValue", "operationName"))
    guard let kind = operation.flatMap({ ActivityLogFormat.kinds[$0.lowercased()] }) else { return .ignored }
    guard let time = record.anyCase("eventTimestamp", "time", "TimeGenerated")?.text.flatMap(TimestampText.parse) else {
      throw Rejection(.missingTime, "the record has no time, or one in a spelling or zone that cannot be known")
    }
    let id = record.anyCase("resourceId", "_ResourceId")?.text ?? ""
    guard let resource = AzureAddress.part(of: id, after: "accounts") else {
      throw Rejection(.missingKey, "the record names no account")
    }
    return .event(
      ResourceEvent(
        kind: kind, time: time, resource: resource, deployment: AzureAddress.part(of: id, after: "deployments"),
        actor: ActivityLogFormat.actor(record), statusCode: ActivityLogFormat.outcome(record),
        operationId: record.anyCase("operationId", "correlationId")?.text?.lowercased()))
  }

  private static let kinds: [String: ResourceEvent.Kind] = [
    "microsoft.cognitiveservices/accounts/listkeys/action": .listKeys,
    "microsoft.cognitiveservices/accounts/regeneratekey/action": .regenerateKey,
    "microsoft.cognitiveservices/accounts/write": .writeAccount,
    "microsoft.cognitiveservices/accounts/delete": .deleteAccount,
    "microsoft.cognitiveservices/accounts/deployments/write": .writeDeployment,
    "microsoft.cognitiveservices/accounts/deployments/delete": .deleteDeployment,
  ]

  private static func word(_ field: Field?) -> String? { field?.text ?? field?.record?["value"]?.text }

  private static func actor(_ record: Record) -> String? {
    let claims = (record.anyCase("claims", "Claims_d") ?? record.anyCase("identity")?.record?["claims"])?.record
    let objectId = claims?["http://schemas.microsoft.com/identity/claims/objectidentifier"] ?? claims?["oid"]
    let userName = claims?["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"]
    return (objectId?.text ?? record.anyCase("caller")?.text ?? userName?.text)?.lowercased()
  }

  /// The HTTP status of an operation that ended, or `Succeeded` or `Failed` where that is all that is said; nil of one
  /// that has not.
  private static func outcome(_ record: Record) -> String? {
    let end: String
    switch word(record.anyCase("ActivityStatusValue", "status", "resultType"))?.lowercased() {
    case "succeeded", "success": end = "Succeeded"
    case "failed", "failure": end = "Failed"
    default: return nil
    }
    let signature = record.anyCase("resultSignature")?.text?.split(separator: ".").last.map(String.init)
    let detail = word(record.anyCase("ActivitySubstatusValue", "subStatus")) ?? signature
    return detail.flatMap { HTTPStatus.code(ofName: $0) } ?? end
  }
}
