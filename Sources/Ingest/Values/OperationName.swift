/// One spelling for what a call does: Azure's operation id, such as `ChatCompletions_Create`.
///
/// Sources: operation ids of the Azure OpenAI inference specification; `object` of response bodies; display names that
/// API Management gives the imported operations; paths of the REST reference.
enum OperationName {
  /// The operation id for an id, a display name or a body's `object`; an unknown text stays as it is.
  static func normalise(_ text: String) -> String { known[text.inLowerCase] ?? text }

  /// The operation of a request path; nil for a path of no inference call.
  static func ofPath(_ path: String) -> String? {
    let path = path.lowercased()
    return paths.first { path.hasSuffix($0.0) || path.contains($0.0 + "?") }?.1
  }

  /// Whether an operation id of the service's logs is an inference call: those that read, list, store or delete are not.
  static func isInference(_ text: String) -> Bool { inference.contains(normalise(text)) }

  private static let known: [String: String] = {
    var table = Dictionary(uniqueKeysWithValues: inference.map { ($0.lowercased(), $0) })
    for (name, operation) in [
      ("chat.completion", "ChatCompletions_Create"), ("chat.completion.chunk", "ChatCompletions_Create"),
      ("creates a completion for the chat message", "ChatCompletions_Create"),
      ("text_completion", "Completions_Create"),
      ("creates a completion for the provided prompt, parameters and chosen model.", "Completions_Create"),
      ("list", "Embeddings_Create"),
      (
        "get a vector representation of a given input that can be easily consumed by machine learning models and"
          + " algorithms.", "Embeddings_Create"
      ),
      ("response", "Responses_Create"), ("createresponse", "Responses_Create"),
    ] { table[name] = operation }
    return table
  }()

  private static let inference: Set<String> = [
    "ChatCompletions_Create", "Completions_Create", "Embeddings_Create", "Responses_Create", "ImageGenerations_Create",
    "ImageEdits_Create", "Transcriptions_Create", "Translations_Create", "Speech_Create",
    // Anthropic's models, as Foundry serves them.
    "Messages_Create",
  ]

  private static let paths = [
    ("/chat/completions", "ChatCompletions_Create"), ("/completions", "Completions_Create"),
    ("/embeddings", "Embeddings_Create"), ("/responses", "Responses_Create"),
    ("/images/generations", "ImageGenerations_Create"), ("/images/edits", "ImageEdits_Create"),
    ("/audio/transcriptions", "Transcriptions_Create"), ("/audio/translations", "Translations_Create"),
    ("/audio/speech", "Speech_Create"), ("/v1/messages", "Messages_Create"),
  ]
}
