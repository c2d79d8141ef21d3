import ChargebackModel

/// Usage records of the AI hub gateway: one for each call that was answered with 200 and not streamed.
///
/// Source: Azure-Samples/ai-hub-gateway-solution-accelerator, `frag-openai-usage.xml`, `frag-ai-usage.xml`,
/// `frag-openai-usage-streaming.xml` and `src/usage-reports/usage-record.json`.
///
/// - Counts are numbers, in older records and in sums texts.
/// - A body without usage is recorded as 1 + 0 = 1 tokens: a default, not a count, so it is taken for unknown.
/// - Streamed calls come back as sums of an hour (`model` = `streaming`): no calls, so they are kept apart.
/// - `id` is the answer's, or a new one that the gateway made: always so for embeddings and in `frag-ai-usage`.
/// - `frag-ai-usage` also records calls of other services (`AI-Search`), with the same default: they are left out.
/// - `subscriptionId` is API Management's. `NA` means missing.
struct AIHubUsageFormat: RecordFormat {
  let name = "ai-hub-usage"
  let summary = "usage records of the AI hub gateway solution accelerator"

  func recognises(_ record: Record) -> Bool {
    record.has("RequestIp") && record.has("routeName") && record.has("promptTokens") && record.has("responseTokens")
  }

  func recognises(_ header: TableHeader) -> Bool {
    ["RequestIp", "routeName", "promptTokens", "responseTokens"].allSatisfy { header.index($0, anyCase: false) != nil }
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    func text(_ name: String) -> String? { record[name]?.text.flatMap { $0 == "NA" ? nil : $0 } }
    guard let id = text("id") else { throw Rejection(.missingKey, "its id is empty") }
    let input = try record["promptTokens"]?.count("promptTokens")
    let output = try record["responseTokens"]?.count("responseTokens")
    if text("model") == "streaming" || id.hasPrefix("streaming-") { return try sums(record, id, input, output) }
    let isDefault = (input, output) == (1, 0)
    let service = text("targetService").map(OperationName.normalise)
    if isDefault, let service, !OperationName.isInference(service) { return .ignored }
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
    call.profile.state(.operation, service, .gatewayResponse)
    // Only such answers are recorded.
    call.profile.state(.statusCode, "200", .gatewayResponse)
    if !isDefault { call.state(reported: TokenUsage(inputTokens: input, outputTokens: output)) }
    return .fragment(CallFragment(keys: [AIHubUsageFormat.key(id)], call: call))
  }

  /// The service's ids begin with a word of theirs; any other was made by the gateway.
  private static func key(_ id: String) -> CallKey {
    let isAnswer = ["chatcmpl-", "cmpl-", "resp_"].contains(where: id.hasPrefix)
    return CallKey(isAnswer ? .responseId : .messageId, id)
  }

  /// The hub's workflow writes a new sum of an hour under a new `id` each time, so the `id` tells sums apart.
  private func sums(_ record: Record, _ id: String, _ input: Int64?, _ output: Int64?) throws(Rejection)
    -> RecordReading
  {
    guard let time = record["timestamp"]?.text.flatMap(TimestampText.parse) else {
      throw Rejection(.missingTime, "the record is a sum of streamed calls without a time")
    }
    var dimensions = ["id": id]
    for name in ["subscriptionId", "productName", "routeName", "routeLocation", "deploymentName", "backendId"] {
      if let value = record[name]?.text, value != "NA" { dimensions[name] = value }
    }
    let counts = [("promptTokens", input), ("responseTokens", output)]
    return .aggregates(
      counts.compactMap { metric, value in
        value.map {
          UsageAggregate(
            source: name, time: time, metric: metric, value: $0, calls: nil, dimensions: dimensions)
        }
      })
  }
}
