import ChargebackModel

/// The ledger that a Claude gateway keeps in Cosmos DB, one document a call.
///
/// Source: monuminu/claude-on-azure `snippets/17-usage-processor/function_app.py`.
///
/// - `id` is API Management's correlation id, so the ledger joins its logs (`GatewayLogs`, `GatewayLlmLogs`).
/// - `promptTokens` excludes what was read from the cache; ours includes it. What was written to the cache is null there:
///   not known, and not in the input.
/// - `costUsd` is its own price and not used. `upn` is not kept: `oid` names the same person.
struct ClaudeLedgerFormat: RecordFormat {
  let name = "claude-ledger"
  let summary = "ledger documents of claude-on-azure in Cosmos DB"

  func recognises(_ record: Record) -> Bool {
    record.has("usageSource") && record.has("costCoverage") && record.has("cacheReadTokens")
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    guard let id = record["id"]?.text else { throw Rejection(.missingKey, "its id is empty") }
    var call = Call()
    call.profile.sides = .gateway
    call.state(time: record["ts"]?.text.flatMap(TimestampText.parse), .gatewayResponse)
    CosmosDB.stateTime(record, &call)
    call.profile.state(.objectId, record["oid"]?.text?.lowercased(), .gatewayRequest)
    call.profile.state(.bodyModel, record["model"]?.text, .gatewayResponse)
    let cached = try record["cacheReadTokens"]?.count("cacheReadTokens")
    let input = try record["promptTokens"]?.count("promptTokens").map { $0.addingReportingOverflow(cached ?? 0) }
    if input?.overflow == true { throw Rejection(.impossibleValue, "promptTokens and cacheReadTokens are too many") }
    call.state(
      reported: TokenUsage(
        inputTokens: input?.partialValue, cachedInputTokens: cached,
        outputTokens: try record["completionTokens"]?.count("completionTokens")))
    let answer = record["requestId"]?.text.map { [CallKey(.responseId, $0)] } ?? []
    return .fragment(CallFragment(keys: [CallKey(.messageId, id)] + answer, call: call))
  }
}
