import ChargebackModel

/// One request and its answer, as a proxy in front of the service logs them.
struct LoggedExchange {
  var method: String
  /// Path and query of the request.
  var target: String
  var status: String?
  /// When the call began, or ended where the log does not tell how long it took.
  var time: Instant?
  var durationMs: Int64?
  var callerIp: String?
  var request = HTTPHeaders()
  var response = HTTPHeaders()
  var question: Field?
  var answer: Field?

  /// - Parameter digest: of the record, for a call whose answer bears no id of the service.
  /// - Returns: nil where this is no inference call, such as a listing of models.
  func fragment(nested: NestedJSON, digest: @autoclosure () -> String) throws(Rejection) -> CallFragment? {
    guard method.uppercased() == "POST" else { return nil }
    let facts = try answer.flatMap { field throws(Rejection) in try AnswerBody.read(field) }
    let operation = OperationName.ofPath(target)
    guard operation != nil || facts?.usage.isEmpty == false else { return nil }
    var call = Call()
    call.profile.sides = .gateway
    call.state(time: time, .gatewayResponse)
    call.state(gatewayDurationMs: durationMs, .gatewayResponse)
    call.profile.state(.callerIp, callerIp, .gatewayRequest)
    call.profile.state(.statusCode, status, .gatewayResponse)
    call.profile.state(.operation, operation, .gatewayRequest)
    call.profile.state(.deployment, AzureAddress.deployment(ofPath: target), .gatewayRequest)
    request.stateCaller(&call, nested: nested)
    response.stateResponse(&call)
    // A refused request used nothing; the prompt of one that was stopped may be billed.
    if status?.hasPrefix("2") == true {
      question.flatMap(RequestBody.read)?.state(&call, .gatewayRequest, beside: facts)
    } else if let status, ["400", "408"].contains(status), let request = question.flatMap(RequestBody.read) {
      call.state(estimate: request.estimate)
    }
    facts?.state(&call, .gatewayResponse)
    var keys = facts?.keys ?? []
    if let id = response.apimRequestId {
      keys.append(CallKey(.apimRequestId, id))
      call.profile.gatewayCarriesKey = true
    }
    return CallFragment(keys: keys.isEmpty ? [CallKey(.recordDigest, digest())] : keys, call: call)
  }
}
