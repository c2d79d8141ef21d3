import ChargebackModel
import Testing

@testable import Ingest

/// One service record as each way out of a workspace writes it.
private let properties =
  #"{"requestTime":639280800000000000,"objectId":"OBJECT-1","streamType":"Streaming","modelDeploymentName":"assist","#
  + #""modelName":"gpt-4.1-mini","modelVersion":"2025-04-14"}"#
private let resourceId =
  "/SUBSCRIPTIONS/1/RESOURCEGROUPS/RG/PROVIDERS/MICROSOFT.COGNITIVESERVICES/ACCOUNTS/HARBOUR-OAI-SWC"
private let inText = properties.replacing("\"", with: "\\\"")

private let queryAPI = #"""
  {"tables":[{"name":"PrimaryResult","columns":[{"name":"TenantId","type":"string"},{"name":"TimeGenerated","type":"datetime"},
  {"name":"ResourceId","type":"string"},{"name":"Category","type":"string"},{"name":"OperationName","type":"string"},
  {"name":"ResultSignature","type":"string"},{"name":"DurationMs","type":"long"},{"name":"CallerIPAddress","type":"string"},
  {"name":"CorrelationId","type":"string"},{"name":"location_s","type":"string"},{"name":"properties_s","type":"string"}],
  "rows":[["w","2026-10-20T08:00:04.435Z","\#(resourceId)","RequestResponse","ChatCompletions_Create","200",57,"10.0.0.1",
  "c-1","swedencentral","\#(inText)"]]}],"statistics":null}
  """#

private let az = #"""
  [
    {
      "CallerIPAddress": "10.0.0.1",
      "Category": "RequestResponse",
      "CorrelationId": "c-1",
      "DurationMs": "57",
      "OperationName": "ChatCompletions_Create",
      "ResourceId": "\#(resourceId)",
      "ResultSignature": "200",
      "TableName": "PrimaryResult",
      "TenantId": "w",
      "TimeGenerated": "2026-10-20T08:00:04.435000Z",
      "location_s": "swedencentral",
      "objectId_g": "None",
      "properties_s": "\#(inText)"
    }
  ]
  """#

private func portal(label: String = "UTC", properties: String = properties) -> String {
  "\u{FEFF}\"TimeGenerated [\(label)]\",ResourceId,Category,OperationName,ResultSignature,DurationMs,CallerIPAddress,"
    + "CorrelationId,\"location_s\",\"properties_s\"\r\n"
    + "\"10/20/2026, 8:00:04.435 AM\",\(resourceId),RequestResponse,\"ChatCompletions_Create\",200,57,10.0.0.1,c-1,"
    + "swedencentral,\"\(properties.replacing("\"", with: "\"\"").replacing(",", with: ",\r\n  "))\"\r\n"
}

@Test func everyWayOutOfAWorkspaceTellsTheSameCall() throws {
  let calls = try [queryAPI, az, portal()].map { try ReadRecord.call($0) }
  #expect(calls[0] == calls[1])
  #expect(calls[0] == calls[2])
  #expect(calls[0].when == "2026-10-20T08:00:00Z")
  #expect(calls[0].profile[.resource] == "harbour-oai-swc")
  #expect(calls[0].profile[.serviceObjectId] == "object-1")
  #expect(calls[0].profile[.stream] == "true")
  #expect(calls[0].serviceDurationMs?.value == 57)
  #expect(calls[0].profile[.callerIp] == "10.0.0.1")
}

@Test func theTenantOfAWorkspaceIsNoRegion() throws {
  #expect(try ReadRecord.call(queryAPI.replacing("swedencentral", with: "")).profile[.region] == nil)
}

@Test func whatAzWritesAsNoneIsMissing() throws {
  let none = az.replacing("\"57\"", with: "\"None\"").replacing("\"swedencentral\"", with: "\"None\"")
  let call = try ReadRecord.call(none.replacing("\"200\"", with: "\"None\""))
  #expect(call.serviceDurationMs == nil)
  #expect(call.profile[.region] == nil)
  #expect(call.profile[.statusCode] == nil)
}

@Test func aLocalTimeIsNeverTakenForUTC() throws {
  let withoutTicks = #"{"modelDeploymentName":"assist"}"#
  #expect(try ReadRecord.call(portal(properties: withoutTicks)).when == "2026-10-20T08:00:04.435Z")
  for label in ["Local", "Local Time", "UTC+2"] {
    let read = try ReadRecord.one(portal(label: label, properties: withoutTicks))
    #expect(read.rejection?.code == .missingTime, "\(label)")
    #expect(try ReadRecord.call(portal(label: label)).when == "2026-10-20T08:00:00Z", "the ticks are UTC")
  }
}

@Test func flattenedColumnsAreReadToo() throws {
  let call = try ReadRecord.call(
    #"""
    {"TimeGenerated":"2026-10-20T08:00:04Z","ResourceProvider":"MICROSOFT.COGNITIVESERVICES","Resource":"HARBOUR-OAI-SWC",\#
    "Category":"RequestResponse","OperationName":"Embeddings_Create","CorrelationId":"c-2","objectId_g":"OBJECT-2",\#
    "modelDeploymentName_s":"Embed","modelName_s":"text-embedding-3-small","promptTokens_d":"12.0"}
    """#)
  #expect(call.profile[.resource] == "harbour-oai-swc")
  #expect(call.profile[.serviceObjectId] == "object-2")
  #expect(call.profile[.deployment] == "embed")
  #expect(call.reported.inputTokens == 12)
}
