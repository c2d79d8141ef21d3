import ChargebackModel

/// What an answer of the service says about its call, whatever API it belongs to.
struct AnswerFacts {
  /// `chatcmpl-…`, `resp_…`, `msg_…`; nil for answers without one, such as embeddings.
  var responseId: String?
  /// `model` of the body: a snapshot, a family or a deployment's alias.
  var model: String?
  /// By Azure's operation id.
  var operation: String?
  var usage = TokenUsage()
  /// Whether the answer's total is not the sum of its counts.
  var totalContradicts = false
  var serviceTier: String?
  /// Nil where the body does not tell.
  var isStream: Bool?
  /// When the model began to answer.
  var created: Instant?
  /// HTTP status that an error body names.
  var statusCode: String?
  /// What the content filter stopped: `prompt` or `completion`.
  var contentFilter: String?
  /// What it stopped or marked, by category.
  var filterMarks: [FilterMark] = []
  /// False where the log cut the body, or the stream ended before its last event.
  var isWhole = true
  /// What each choice says, in their order. In memory only.
  var texts: [AnswerText] = []

  /// The ids that tie this answer to other records of its call.
  var keys: [CallKey] { responseId.map { [CallKey(.responseId, $0)] } ?? [] }

  /// Whether the texts of the call are worth counting: usage is missing, or the call belongs to the sample.
  var isToBeCounted: Bool { usage.isEmpty || responseId.map(EstimateSample.holds) == true }

  func state(_ call: inout Call, _ authority: Authority) {
    call.profile.state(.bodyModel, model, authority)
    call.profile.state(.operation, operation, .hint)
    call.profile.state(.serviceTier, serviceTier?.lowercased(), authority)
    call.profile.state(.stream, isStream.map { $0 ? "true" : "false" }, authority)
    call.profile.state(.statusCode, statusCode, .hint)
    call.profile.state(.contentFilter, contentFilter, authority)
    for mark in filterMarks { call.state(filterMark: mark) }
    call.state(time: created, .hint)
    call.state(reported: usage)
    if isToBeCounted { call.state(estimate: CallEstimate(answer: TextEstimate(texts, isWhole: isWhole))) }
    if totalContradicts { call.profile.noteContradiction("totalTokens") }
  }
}
