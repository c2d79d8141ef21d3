/// How many tokens the text of a request or of an answer comes to, counted here because the service may not tell.
///
/// Which vocabulary counts follows from the model, and the model is often known only later: so both counts are kept. What a
/// picture costs follows from the model too, so its measures are kept.
package struct TextEstimate: Hashable, Sendable {
  /// Tokens of the text and of what surrounds it, by the vocabulary of GPT-3.5, GPT-4 and the embeddings.
  package var cl100kTokens: Int64 = 0
  /// The same by the vocabulary of GPT-4o and later.
  package var o200kTokens: Int64 = 0
  /// How many pictures there are.
  package var images: Int64 = 0
  /// The squares of 512 pixels that the pictures of high detail are cut into.
  package var tiles: Int64 = 0
  /// The squares of 32 pixels that cover the pictures whose size is known.
  package var patches: Int64 = 0
  package var limits: Limits = []

  package init() {}

  /// Why the true count is higher than what was counted.
  package struct Limits: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The service read or wrote what the text does not show: a picture of unknown size, a recording, an earlier answer.
    package static let unseen = Limits(rawValue: 1)
    /// The log, or the one who called, cut the text off.
    package static let cut = Limits(rawValue: 2)
  }

  /// Of two counts of one text the one that misses less, then the larger one: a least upper bound of a total order.
  package func joined(_ other: TextEstimate) -> TextEstimate {
    order.lexicographicallyPrecedes(other.order) ? other : self
  }

  private var order: [Int64] { [-Int64(limits.rawValue), o200kTokens, cl100kTokens, images, tiles, patches] }
}
