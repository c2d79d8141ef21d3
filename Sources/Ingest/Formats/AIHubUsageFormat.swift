import ChargebackModel

/// Usage records of the AI hub gateway: one for each call that was answered with 200 and not streamed.
///
/// Source: Azure-Samples/ai-hub-gateway-solution-accelerator, `frag-openai-usage.xml` and
/// `src/usage-reports/usage-record.json`.
///
/// - Counts are numbers, in older records texts.
/// - A body without usage is recorded as 1 + 0 = 1 tokens: a default, not a count, so it is taken for unknown.
/// - Streamed calls come back as sums of an hour (`model` = `streaming`): no calls, so they are left out.
/// - `subscriptionId` is API Management's. `NA` means missing.
struct AIHubUsageFormat: RecordFormat {
  let name = "ai-hub-usage"
  let summary = "usage records of the AI hub gateway solution accelerator"

  func recognises(_ record: Record) -> Bool {
    record.has("RequestIp") && record.has("routeName") && record.has("promptTokens") && record.has("responseTokens")
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    func text(_ name: String) -> String? { record[name]?.text.flatMap { $0 == "NA" ? nil : $0 } }
    guard let id = text("id") else { throw Rejection(.missingKey, "its id is empty") }
    if text("model") == "streaming" { return .ignored }
    var call = Call()
    call.profile.sides = .gateway
    call.state(time: text("timestamp").flatMap(TimestampText.parse), .gatewayResponse)
    StreamAnalytics.stateTime(record, &call)
    call.profile.state(.appId, text("appId")?.lowercased(), .gatewayResponse)
    call.profile.state(.subscriptionId, text("subscriptionId"), .gatewayResponse)
    call.profile.state(.productId, text("productName"), .gatewayResponse)
    call.profile.state(.callerIp, text("RequestIp"), .gatewayResponse)
    call.profile.state(.bodyModel, text("model"), .gatewayResponse)
    call.profile.state(.deployment, text("deploymentName")?.lowercased(), .gatewayResponse)
    call.profile.state(.region, text("routeLocation").map(Region.normalise), .gatewayResponse)
    call.profile.state(.operation, text("operationName").map(OperationName.normalise), .hint)
    call.profile.state(.operation, text("targetService").map(OperationName.normalise), .gatewayResponse)
    // Only such answers are recorded.
    call.profile.state(.statusCode, "200", .gatewayResponse)
    let input = try record["promptTokens"]?.count("promptTokens")
    let output = try record["responseTokens"]?.count("responseTokens")
    if (input, output) != (1, 0) {
      call.state(reported: TokenUsage(inputTokens: input, outputTokens: output))
    }
    return .fragment(CallFragment(keys: [CallKey(.responseId, id)], call: call))
  }
}
