import ChargebackModel

/// A call as its client, or a proxy of the client's, saw it: with the whole address.
struct ClientExchange {
  /// Nil where only the answer was written down.
  var url: RequestURL?
  /// `target` is taken from the address.
  var exchange: LoggedExchange

  /// Whether the address is one of Azure OpenAI: an account's own, or below `/openai/` at a gateway.
  private var isAzureOpenAI: Bool {
    guard let url else { return exchange.response.apimRequestId != nil }
    return AzureAddress.resource(ofHost: url.host) != nil || "\(url.path)/".lowercased().contains("/openai/")
  }

  /// - Parameter digest: of the record, for a call whose answer bears no id.
  func reading(nested: NestedJSON, digest: @autoclosure () -> String) throws(Rejection) -> RecordReading {
    // No answer was written down, so nobody knows whether the service saw the call.
    guard let status = exchange.status ?? exchange.response.apimRequestId, status != "0", isAzureOpenAI else {
      return .ignored
    }
    // Calls of Content Safety, which are billed apart.
    if exchange.response["csp-billing-usage"] != nil { return .ignored }
    var exchange = exchange
    if let url { exchange.target = url.path }
    guard var fragment = try url == nil ? answer(exchange) : exchange.fragment(nested: nested, digest: digest()) else {
      return .ignored
    }
    let resource = url.flatMap { AzureAddress.resource(ofHost: $0.host) }
    fragment.call.profile.state(.resource, resource, .gatewayRequest)
    return .fragment(fragment)
  }

  /// The call of which only the answer is known.
  private func answer(_ exchange: LoggedExchange) throws(Rejection) -> CallFragment? {
    guard let id = exchange.response.apimRequestId else { return nil }
    let facts = try exchange.answer.flatMap { field throws(Rejection) in try AnswerBody.read(field) }
    var fragment = CallFragment(keys: [CallKey(.apimRequestId, id)] + (facts?.keys ?? []), call: Call())
    fragment.call.profile.sides = .gateway
    fragment.call.profile.gatewayCarriesKey = true
    fragment.call.state(time: exchange.time, .gatewayResponse)
    fragment.call.profile.state(.statusCode, exchange.status, .gatewayResponse)
    exchange.response.stateResponse(&fragment.call)
    facts?.state(&fragment.call, .gatewayResponse)
    return fragment
  }
}
