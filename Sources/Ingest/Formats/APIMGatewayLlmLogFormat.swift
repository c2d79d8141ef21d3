import ChargebackModel

/// API Management's log of language model calls (category `GatewayLlmLogs`): token counts, also of streams, but no caller;
/// that is in `GatewayLogs` under the same `correlationId`.
///
/// Sources: Microsoft Learn, "Log token usage, prompts, and completions for LLM APIs" and the table
/// `ApiManagementGatewayLlmLog`; what its raw records hold besides, as monuminu/claude-on-azure and neallee2012/AI-Gateway
/// report it.
///
/// - A call has several rows, told apart by `sequenceNumber`: counts are on row 0, the others repeat zeros beside pieces
///   of the messages, which are not looked at. So zeros say nothing, and rows are joined, never added.
/// - A failed call has zeros only: unknown, not none.
/// - Look-ups and probes have a row without model and answer id: no call.
/// - `requestId` is the id of the answer. `region` is the gateway's.
/// - The table of its own lacks cached and reasoning tokens.
/// - Claude's cached tokens stand beside `promptTokens`, not in it. What it wrote to its cache is not recorded.
struct APIMGatewayLlmLogFormat: RecordFormat {
  let name = "apim-llm-logs"
  let summary = "API Management GatewayLlmLogs: raw, table ApiManagementGatewayLlmLog, AzureDiagnostics"

  func recognises(_ record: Record) -> Bool {
    switch ResourceLog.category(record) {
    case "gatewayllmlogs": true
    case .some: false
    case nil: record["Type"]?.text == "ApiManagementGatewayLlmLog" || APIMGatewayLlmLogFormat.isRow(record.has)
    }
  }

  func recognises(_ header: TableHeader) -> Bool { APIMGatewayLlmLogFormat.isRow(header.names.contains) }

  private static func isRow(_ has: (String) -> Bool) -> Bool {
    has("CorrelationId") && has("PromptTokens") && has("CompletionTokens")
      && (has("SequenceNumber") || has("DeploymentName"))
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    let log = ResourceLog(record)
    let answerId = log["requestId"]?.text
    let model = log["modelName"]?.text
    let usage = try APIMGatewayLlmLogFormat.usage(log, model: model)
    let holdsMessages = ["requestMessages", "responseMessages"].contains { APIMGatewayLlmLogFormat.holds(log[$0]) }
    if answerId == nil, model == nil, usage.isEmpty, !holdsMessages { return .ignored }
    guard let id = log["correlationId"]?.text else {
      throw Rejection(.missingKey, "the record bears no correlationId")
    }
    var call = Call()
    call.profile.sides = .gateway
    call.state(time: log.time.flatMap(TimestampText.parse), .gatewayResponse)
    call.profile.state(.deployment, log["deploymentName"]?.text?.lowercased(), .gatewayRequest)
    // The body's own name, where it was logged, is the fuller one.
    call.profile.state(.bodyModel, model, .hint)
    let operation = log["operationName"]?.text
    if let operation, !operation.contains("/") {
      call.profile.state(.operation, OperationName.normalise(operation), .hint)
    }
    if !usage.isEmpty {
      call.state(reported: usage)
      call.profile.state(.stream, log["isStreamCompletion"]?.truth.map { $0 ? "true" : "false" }, .hint)
    }
    var keys = [CallKey(.messageId, id)]
    if let answerId { keys.append(CallKey(.responseId, answerId)) }
    return .fragment(CallFragment(keys: keys, call: call))
  }

  private static func usage(_ log: ResourceLog, model: String?) throws(Rejection) -> TokenUsage {
    func count(_ name: String) throws(Rejection) -> Int64? { try log[name]?.count(name) }
    var input = try count("promptTokens")
    var output = try count("completionTokens")
    let cached = try count("promptCachedTokens")
    let reasoning = try count("completionReasoningTokens")
    guard [input, output, cached].contains(where: { $0 ?? 0 > 0 }) else { return TokenUsage() }
    if output == nil, let input, try count("totalTokens") == input { output = 0 }
    if model?.lowercased().hasPrefix("claude") == true, let cached {
      let sum = (input ?? 0).addingReportingOverflow(cached)
      if sum.overflow { throw Rejection(.impossibleValue, "promptTokens is no count of 0 or more") }
      input = sum.partialValue
    }
    try ReportedUsage.checkPart(cached, "promptCachedTokens", of: input, "promptTokens")
    try ReportedUsage.checkPart(reasoning, "completionReasoningTokens", of: output, "completionTokens")
    return TokenUsage(
      inputTokens: input, cachedInputTokens: cached, outputTokens: output, reasoningTokens: reasoning)
  }

  private static func holds(_ messages: Field?) -> Bool {
    guard let messages else { return false }
    return !messages.elements.isEmpty || (messages.text.map { $0 != "[]" } ?? false)
  }
}
