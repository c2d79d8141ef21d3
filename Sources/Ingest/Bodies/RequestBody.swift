import ChargebackModel

/// What a request body says about its call. The text in it is not kept.
///
/// Source: openai-openapi, the request schemas of chat, completions, responses, embeddings, images and speech.
///
/// - `model` is the deployment's alias where the address names none, and often a name that nobody looks at where it does.
/// - A recording to be transcribed is sent in many parts, which logs hold as no JSON: such a body tells nothing.
/// - The tier that was asked for may not be the one that answered, so it is not stated.
struct RequestBody {
  var model: String?
  var isStream: Bool?
  /// `stream_options.include_usage`: the stream will tell its usage.
  var asksForUsage = false
  /// `n`; for legacy completions `best_of`, if it is more: that many are billed.
  var choices: Int64 = 1
  var maxTokens: Int64?
  var serviceTier: String?
  /// `1024x1024`, `hd`: a picture's price depends on them.
  var imageSize: String?
  var imageQuality: String?
  /// Of a text to be spoken.
  var characters: Int64?
  /// False where the log cut the body off.
  var isWhole = true
  var text: RequestText

  /// - Returns: nil where the field is no request of an inference call.
  static func read(_ field: Field) -> RequestBody? {
    if let body = field.record { return RequestBody(body) }
    return field.text.flatMap { read(text: $0) }
  }

  static func read(text: String) -> RequestBody? {
    let nested = NestedJSON()
    guard let json = BodyJSON(text, nested), json.value.isObject else { return nil }
    let whole = RequestBody(Record(body: .object(json.value), nested: nested))
    guard !json.isWhole else { return whole }
    guard let rest = BodyJSON.openEnded(text, nested), rest.isObject else { return whole }
    var body = whole ?? RequestBody(text: RequestText(Record(body: .object(rest), nested: nested)))
    body.text = RequestText(Record(body: .object(rest), nested: nested))
    body.isWhole = false
    return whole == nil && body.text.isEmpty ? nil : body
  }

  /// A request of which nothing is known but its text, or the beginning of it.
  private init(text: RequestText) { self.text = text }

  /// What the text of a whole body comes to; nil where it is no request of an inference call.
  static func estimate(of body: Record) -> CallEstimate? {
    isRequest(body) ? CallEstimate(prompt: TextEstimate(RequestText(body), isWhole: true)) : nil
  }

  private static func isRequest(_ body: Record) -> Bool {
    ["messages", "model", "prompt", "input"].contains(where: body.has)
  }

  init?(_ body: Record) {
    guard RequestBody.isRequest(body) else { return nil }
    model = body["model"]?.text
    isStream = body["stream"]?.truth
    asksForUsage = body["stream_options"]?.record?["include_usage"]?.truth == true
    choices = max(1, body["n"]?.integer ?? 1, body["best_of"]?.integer ?? 1)
    maxTokens = (body["max_completion_tokens"] ?? body["max_output_tokens"] ?? body["max_tokens"])?.integer
    serviceTier = body["service_tier"]?.text?.lowercased()
    imageSize = body["size"]?.text
    imageQuality = body["quality"]?.text
    text = RequestText(body)
    // Only a request for speech names a voice beside its input.
    if body.has("voice"), let spoken = body["input"]?.text { characters = Int64(spoken.unicodeScalars.count) }
  }

  /// What its text comes to.
  var estimate: CallEstimate { CallEstimate(prompt: TextEstimate(text, isWhole: isWhole)) }

  /// - Parameter answer: if the same record holds it. An answer that reports usage makes counting superfluous.
  func state(_ call: inout Call, _ authority: Authority, beside answer: AnswerFacts? = nil) {
    if answer?.isToBeCounted ?? true { call.state(estimate: estimate) }
    call.profile.state(.stream, isStream.map { $0 ? "true" : "false" }, authority)
    if call.profile[.deployment] == nil { call.profile.state(.deployment, model?.lowercased(), .hint) }
    if let characters {
      var usage = TokenUsage()
      usage[.characters] = characters
      call.state(reported: usage)
    }
  }
}
