import ChargebackModel
import Tokenizer

extension TextEstimate {
  private static let cl100k = vocabulary(.cl100kBase)
  private static let o200k = vocabulary(.o200kBase)

  /// The vocabularies are in the program itself: without them it is not the program that was built.
  private static func vocabulary(_ encoding: TokenEncoding) -> Tokenizer {
    do { return try Tokenizer.load(encoding) } catch { fatalError(error.description) }
  }

  /// Adds the tokens of a text. An empty one has none.
  mutating func add(_ text: String) {
    guard !text.isEmpty else { return }
    cl100kTokens += Int64(TextEstimate.cl100k.count(text))
    o200kTokens += Int64(TextEstimate.o200k.count(text))
  }

  /// Adds tokens that are the same by both vocabularies.
  mutating func add(tokens: Int64) {
    cl100kTokens += tokens
    o200kTokens += tokens
  }
}
