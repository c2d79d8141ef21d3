import ChargebackModel

/// The documents that apim-chargeback keeps of each post in Cosmos DB.
///
/// Source: seiggy/apim-chargeback `AuditLogDocument.cs`, `AuditLogWriter.cs`, `LogIngestEndpoints.cs`.
///
/// - `id` is the document's own and stands in no other record: beside the posts (`chargeback-post`) of the same time these
///   are second copies of the same calls, which a report finds by their token counts and leaves out.
/// - An answer without usage is recorded as 0 tokens of each kind, one without a model as `unknown`: defaults, so taken for
///   unknown. `statusCode` is always 200, so it is not believed.
/// - `costToUs` and `costToCustomer` are its own prices, rounded to four digits, and are not used.
struct ChargebackAuditFormat: RecordFormat {
  let name = "chargeback-audit"
  let summary = "audit documents of apim-chargeback in Cosmos DB"

  func recognises(_ record: Record) -> Bool {
    record.has("clientAppId") && record.has("deploymentId") && record.has("billingPeriod")
      && record.has("completionTokens")
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    guard let id = record["id"]?.text else { throw Rejection(.missingKey, "its id is empty") }
    var call = Call()
    call.profile.sides = .gateway
    call.state(time: record["timestamp"]?.text.flatMap(TimestampText.parse), .gatewayResponse)
    CosmosDB.stateTime(record, &call)
    call.profile.state(.appId, record["clientAppId"]?.text?.lowercased(), .gatewayRequest)
    call.profile.state(.deployment, record["deploymentId"]?.text?.lowercased(), .gatewayRequest)
    let model = record["model"]?.text
    call.profile.state(.bodyModel, model == "unknown" ? nil : model, .gatewayResponse)
    let input = try record["promptTokens"]?.count("promptTokens")
    let output = try record["completionTokens"]?.count("completionTokens")
    if (input, output) != (0, 0) { call.state(reported: TokenUsage(inputTokens: input, outputTokens: output)) }
    return .fragment(CallFragment(keys: [CallKey(.messageId, id)], call: call))
  }
}
