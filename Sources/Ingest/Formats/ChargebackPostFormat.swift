import ChargebackModel

/// What the chargeback policies post to their own service after each call: who called, the request and the answer.
///
/// Sources: seiggy/apim-chargeback `policies/entra-jwt-policy.xml` (`clientAppId`, `tenantId`),
/// andyogah/apim-openai-chargeback-environment `policies/example-policy.xml` (`subscriptionId`, API Management's).
///
/// - The post is a text with the bodies set into it. Where the policy could not read the answer it leaves
///   `"responseBody": ,`, which is no JSON: `MissingAnswer` mends it, and the call stays, without counts.
/// - Of a stream `responseBody` is the last event alone, which holds the usage, for the policy asks for it.
/// - Tries again up to twice: the answer's id tells that copies are one call. Answers without an id (embeddings, errors) are
///   told apart by all that the post says.
/// - No time: `created` of the answer stands in.
/// - `deploymentId` is the third part of the path, whatever the path is.
struct ChargebackPostFormat: RecordFormat {
  let name = "chargeback-post"
  let summary = "posts of the apim-chargeback and apim-openai-chargeback-environment policies"

  func recognises(_ record: Record) -> Bool {
    record.has("requestBody") && record.has("responseBody") && record.has("deploymentId")
      && (record.has("clientAppId") || record.has("subscriptionId"))
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    var call = Call()
    call.profile.sides = .gateway
    StreamAnalytics.stateTime(record, &call)
    call.profile.state(.appId, record["clientAppId"]?.text?.lowercased(), .gatewayRequest)
    call.profile.state(.subscriptionId, record["subscriptionId"]?.text, .gatewayRequest)
    call.profile.state(.deployment, record["deploymentId"]?.text?.lowercased(), .gatewayRequest)
    let facts = try record["responseBody"].flatMap { field throws(Rejection) in try AnswerBody.read(field) }
    record["requestBody"].flatMap(RequestBody.read)?.state(&call, .gatewayRequest, beside: facts)
    facts?.state(&call, .gatewayResponse)
    let keys = facts?.keys ?? []
    return .fragment(CallFragment(keys: keys.isEmpty ? [CallKey(.recordDigest, record.digest)] : keys, call: call))
  }
}
