import ChargebackModel

/// Usage events of the GenAI gateway toolkit: one for each call that was answered with 200 and not streamed.
///
/// Source: Azure-Samples/apim-genai-gateway-toolkit `capabilities/usage-tracking/usage-tracking-outbound.xml`.
///
/// - `TotalTokens` (a text) is not divided into input and output, which have different prices. So the call has no counts of
///   its own, and its total is kept apart, under its `RequestId`, and not added to any meter. Where API Management's own
///   logs are read too, they tell the parts: `RequestId` is their `CorrelationId`.
/// - An embedding has no output: there the total is the input.
/// - No model and no deployment.
struct GenAIToolkitFormat: RecordFormat {
  let name = "genai-gateway-toolkit"
  let summary = "usage events of the apim-genai-gateway-toolkit: caller and undivided total of tokens"

  func recognises(_ record: Record) -> Bool {
    record["Type"]?.text == "Message" && record.has("TotalTokens") && record.has("RequestId")
  }

  func recognises(_ header: TableHeader) -> Bool {
    ["Type", "TotalTokens", "RequestId"].allSatisfy { header.index($0, anyCase: false) != nil }
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    guard let id = record["RequestId"]?.text else { throw Rejection(.missingKey, "its RequestId is empty") }
    var call = Call()
    call.profile.sides = .gateway
    let time = record["EventTime"]?.text.flatMap(TimestampText.parse)
    call.state(time: time, .gatewayResponse)
    StreamAnalytics.stateTime(record, &call)
    call.profile.state(.callerIp, record["RequestIp"]?.text, .gatewayResponse)
    call.profile.state(.subscriptionId, record["SubscriptionId"]?.text, .gatewayResponse)
    let operation = record["OperationName"]?.text
    call.profile.state(.operation, operation.map(OperationName.normalise), .hint)
    // Only such answers are recorded.
    call.profile.state(.statusCode, "200", .gatewayResponse)
    call.profile.state(.stream, "false", .gatewayResponse)
    let total = try record["TotalTokens"]?.count("TotalTokens")
    if operation?.lowercased().contains("embedding") == true {
      call.state(reported: TokenUsage(inputTokens: total, outputTokens: total.map { _ in 0 }))
      return .fragment(CallFragment(keys: [CallKey(.messageId, id)], call: call))
    }
    var fragment = CallFragment(keys: [CallKey(.messageId, id)], call: call)
    if let total, let time {
      var dimensions = ["RequestId": id]
      dimensions["SubscriptionId"] = record["SubscriptionId"]?.text
      fragment.undividedTotal = UsageAggregate(
        source: name, time: time, metric: "TotalTokens", value: total, calls: 1, dimensions: dimensions)
    }
    return .fragment(fragment)
  }
}
