import ChargebackModel

/// Token metrics that the policies `llm-emit-token-metric` and `azure-openai-emit-token-metric` send to Application
/// Insights: sums over the calls of a minute, by the dimensions that the policy names. They tell of no single call, so
/// they are kept apart from calls.
///
/// Sources: Microsoft Learn, the two policies' pages and the tables `customMetrics` and `AppMetrics`.
///
/// - `valueSum` or `Sum` is the sum, `valueCount` or `ItemCount` the number of calls; `value` repeats the sum.
/// - `Total Tokens` is prompt and completion together; cached is part of prompt, reasoning of completion.
/// - Two units of a gateway may send equal rows for one minute: the instance tells them apart.
/// - The AI hub's `AI Throttling` (`frag-throttling-events.xml`) counts refused calls in the same rows.
/// - A dimension that a policy filled with a credential is dropped.
struct TokenMetricFormat: RecordFormat {
  let name = "token-metric"
  let summary = "token metrics of API Management in Application Insights (customMetrics, AppMetrics): sums, no calls"

  func recognises(_ record: Record) -> Bool {
    guard record.has("valueSum") || record.has("Sum") else { return false }
    guard let name = record.anyCase("name")?.text else { return false }
    return name.hasSuffix(" Tokens") || name == "AI Throttling"
  }

  func recognises(_ header: TableHeader) -> Bool {
    (header.names.contains("valueSum") && header.names.contains("customDimensions"))
      || (header.names.contains("Sum") && header.names.contains("ItemCount"))
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    guard let time = record.anyCase("timestamp", "TimeGenerated")?.text.flatMap(TimestampText.parse) else {
      throw Rejection(.missingTime, "the record has no time, or one in a spelling or zone that cannot be known")
    }
    guard let metric = record.anyCase("name")?.text, let sum = try record.anyCase("valueSum", "Sum")?.count("the sum")
    else { throw Rejection(.missingKey, "the record bears no sum") }
    return .aggregate(
      UsageAggregate(
        source: name, time: time, metric: metric, value: sum,
        calls: try record.anyCase("valueCount", "ItemCount")?.count("the number of calls"),
        dimensions: TokenMetricFormat.dimensions(record)))
  }

  private static func dimensions(_ record: Record) -> [String: String] {
    var dimensions: [String: String] = [:]
    if let own = record.anyCase("customDimensions", "Properties")?.record {
      for name in own.names where !isCredential(name) { dimensions[name] = own[name]?.text }
    }
    dimensions["instance"] = record.anyCase("cloud_RoleInstance", "AppRoleInstance")?.text
    dimensions["operation"] = record.anyCase("operation_Id", "OperationId")?.text
    return dimensions
  }

  private static func isCredential(_ name: String) -> Bool {
    let letters = name.lowercased().filter(\.isLetter)
    let credentials = ["authorization", "apikey", "subscriptionkey", "token", "secret", "cookie"]
    return credentials.contains(where: letters.hasSuffix)
  }
}
