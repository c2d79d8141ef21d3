import ChargebackModel

/// A part of a request or an answer that a producer cut up because its events may not be longer.
struct BodyPiece {
  /// Names the body: all its pieces are equal here.
  struct Body: Hashable {
    /// Name of the format that read the pieces.
    let format: String
    let call: CallKey
    /// How many pieces there are. Two attempts of one call mostly differ here.
    let total: Int
    var isRequest = false

    /// What the request, the answer, or its beginning, says about its call.
    /// - Throws: a rejection where counts are impossible.
    func fragment(_ text: String, _ nested: NestedJSON) throws(Rejection) -> CallFragment? {
      let field = Field(.text(text), nested: nested)
      if isRequest {
        guard let request = RequestBody.read(field) else { return nil }
        var fragment = CallFragment(keys: [call], call: Call())
        fragment.call.profile.sides = .gateway
        fragment.call.profile.sources = [format]
        fragment.call.state(estimate: request.estimate)
        return fragment
      }
      guard let facts = try AnswerBody.read(field) else { return nil }
      var fragment = CallFragment(keys: [call] + facts.keys, call: Call())
      fragment.call.profile.sides = .gateway
      fragment.call.profile.sources = [format]
      facts.state(&fragment.call, .gatewayResponse)
      return fragment
    }
  }

  let body: Body
  /// From 0.
  let index: Int
  let text: String
  /// What the piece says about its call by itself.
  let fragment: CallFragment
}
