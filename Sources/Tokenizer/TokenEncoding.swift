/// A vocabulary and the pattern that cuts text into words before it, named as OpenAI's tiktoken names it.
///
///     TokenEncoding.forModel("gpt-4o-2024-08-06")  // .o200kBase
package enum TokenEncoding: String, CaseIterable, Sendable {
  case cl100kBase = "cl100k_base"
  case o200kBase = "o200k_base"

  /// The encoding that `model` uses, or nil when nobody has said which.
  ///
  /// A name belongs to a family when it is the family's name or goes on after it as the table says: a version, a size
  /// or a purpose. Nothing is matched by resemblance: `gpt-4x` is not `gpt-4`, and `my-gpt-4o` is unknown.
  package static func forModel(_ model: String) -> TokenEncoding? {
    let model = model.lowercased()
    return families.first { family in
      guard model.hasPrefix(family.name) else { return false }
      guard let next = model.dropFirst(family.name.count).first else { return true }
      return family.goesOnWith.contains(next)
    }?.encoding
  }

  /// From tiktoken 0.14.0, `tiktoken/model.py`: MODEL_TO_ENCODING and MODEL_PREFIX_TO_ENCODING.
  ///
  /// `gpt-oss` is `o200k_harmony` there, whose ordinary tokens are those of `o200k_base`. Families that tiktoken does
  /// not know (as `gpt-6`) are left out until it does.
  private static let families: [(name: String, goesOnWith: String, encoding: TokenEncoding)] = [
    ("o1", "-", .o200kBase),
    ("o3", "-", .o200kBase),
    ("o4-mini", "-", .o200kBase),
    ("gpt-5", "-.", .o200kBase),
    ("gpt-4.5", "-", .o200kBase),
    ("gpt-4.1", "-", .o200kBase),
    ("gpt-4o", "-", .o200kBase),
    ("chatgpt-4o", "-", .o200kBase),
    ("gpt-oss", "-", .o200kBase),
    ("gpt-4", "-", .cl100kBase),
    ("gpt-3.5-turbo", "-", .cl100kBase),
    ("gpt-35-turbo", "-", .cl100kBase),
    ("davinci-002", "", .cl100kBase),
    ("babbage-002", "", .cl100kBase),
    ("text-embedding-ada-002", "", .cl100kBase),
    ("text-embedding-3-small", "", .cl100kBase),
    ("text-embedding-3-large", "", .cl100kBase),
  ]
}
