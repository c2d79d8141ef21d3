import ChargebackModel

/// Requests that API Management logged to Application Insights: rows of `requests` or `AppRequests`.
///
/// Sources: Microsoft Learn, the tables `requests` and `AppRequests` and "How to integrate Azure API Management with Azure
/// Application Insights"; names of the dimensions as in Azure-Samples/AI-Gateway. No row of Azure OpenAI is published.
///
/// - What the gateway says stands in `customDimensions` (`Properties`): `API Name`, `Operation Name`, `Subscription Name`,
///   `Request-<header>`, `Response-<header>`, `Request-Body`, `Response-Body`, as far as its settings log them.
/// - `Request Id`, where there is one, is the gateway's own id of the call, as in its other logs.
/// - `Subscription Name` is a display name, so another log's id of the subscription counts before it.
/// - Bodies are cut at 8,192 bytes, so that long answers lose their counts; a stream shows its first events only.
/// - A row may stand for several requests of which the others were sampled away (`itemCount`): their calls are missing.
/// - The service masks addresses as `0.0.0.0`. Rows of other applications are no calls.
struct APIMRequestFormat: RecordFormat {
  let name = "apim-requests"
  let summary = "API Management's requests in Application Insights (requests, AppRequests)"

  func recognises(_ record: Record) -> Bool { APIMRequestFormat.isRow { record.anyCase($0) != nil } }

  func recognises(_ header: TableHeader) -> Bool {
    APIMRequestFormat.isRow { header.index($0, anyCase: true) != nil }
  }

  private static func isRow(_ has: (String) -> Bool) -> Bool {
    has("url") && has("resultCode")
      && (has("customDimensions") && has("duration") || has("Properties") && has("DurationMs"))
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    guard let dimensions = record.anyCase("customDimensions", "Properties")?.record,
      dimensions.has("API Name") || dimensions["Service Type"]?.text == "API Management"
    else { return .ignored }
    let url = RequestURL(record.anyCase("url")?.text ?? "")
    let address = record.anyCase("client_IP", "ClientIP")?.text
    let exchange = LoggedExchange(
      method: APIMRequestFormat.method(record, dimensions), target: url.path,
      status: record.anyCase("resultCode")?.text,
      time: record.anyCase("timestamp", "TimeGenerated")?.text.flatMap(TimestampText.parse),
      durationMs: record.anyCase("duration", "DurationMs")?.milliseconds(),
      callerIp: address == "0.0.0.0" ? nil : address,
      request: APIMRequestFormat.headers("Request-", dimensions),
      response: APIMRequestFormat.headers("Response-", dimensions),
      question: dimensions["Request-Body"], answer: dimensions["Response-Body"])
    guard var fragment = try exchange.fragment(nested: record.nested, digest: record.digest) else { return .ignored }
    fragment.call.profile.state(.resource, AzureAddress.resource(ofHost: url.host), .gatewayResponse)
    fragment.call.profile.state(.subscriptionId, dimensions["Subscription Name"]?.text, .hint)
    if let id = dimensions["Request Id"]?.text {
      fragment.keys = [CallKey(.messageId, id)] + fragment.keys.filter { $0.kind != .recordDigest }
    }
    return .fragment(fragment, notices: APIMRequestFormat.sampling(record))
  }

  /// `name` begins with it: `POST /openai/deployments/chat-prod/chat/completions`.
  private static func method(_ record: Record, _ dimensions: Record) -> String {
    if let method = dimensions["HTTP Method"]?.text { return method }
    let words = (record.anyCase("name")?.text ?? "").split(separator: " ")
    return words.count > 1 ? String(words[0]) : "POST"
  }

  /// The headers that the gateway was told to log, one a dimension.
  private static func headers(_ prefix: String, _ dimensions: Record) -> HTTPHeaders {
    var headers = HTTPHeaders()
    for name in dimensions.names where name.hasPrefix(prefix) && name != prefix + "Body" {
      if let value = dimensions[name]?.text { headers.add(name.dropFirst(prefix.count), value) }
    }
    return headers
  }

  private static func sampling(_ record: Record) -> [Rejection] {
    guard let count = record.anyCase("itemCount")?.integer, count > 1 else { return [] }
    return [
      Rejection(
        .partialAnswer,
        "the row stands for \(count) requests, and the others were sampled away: have the gateway log all of them")
    ]
  }
}
