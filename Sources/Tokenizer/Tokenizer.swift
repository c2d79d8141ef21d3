/// Turns text into the tokens that a model reads, with the ids of tiktoken's `encode_ordinary`: text that spells a
/// special token, as `<|endoftext|>`, is text.
///
///     let tokenizer = try Tokenizer.load(.o200kBase)
///     tokenizer.encode("hello world")  // [24912, 2375]
///     tokenizer.count("hello world")   // 2
package struct Tokenizer: Sendable {
  package let encoding: TokenEncoding
  private let vocabulary: Vocabulary

  /// The tokenizer of an encoding. Its vocabulary is unpacked on first use and then kept.
  ///
  /// Throws `TokenizerError` when the vocabulary in the binary is damaged.
  package static func load(_ encoding: TokenEncoding) throws(TokenizerError) -> Tokenizer {
    switch encoding {
    case .cl100kBase: try cl100k.get()
    case .o200kBase: try o200k.get()
    }
  }

  private static let cl100k = Result { () throws(TokenizerError) in try Tokenizer(.cl100kBase) }
  private static let o200k = Result { () throws(TokenizerError) in try Tokenizer(.o200kBase) }

  private init(_ encoding: TokenEncoding) throws(TokenizerError) {
    self.encoding = encoding
    vocabulary = try Vocabulary(encoding, file: encoding.bundledVocabulary.unpacked())
  }

  /// How many tokens the text is.
  package func count(_ text: String) -> Int {
    var text = text
    return text.withUTF8 { count(valid: $0) }
  }

  /// How many tokens UTF-8 text is. Invalid sequences count as U+FFFD, as they do for who decodes them as JSON text.
  package func count(utf8: UnsafeBufferPointer<UInt8>) -> Int {
    utf8.isValidUTF8 ? count(valid: utf8) : count(String(decoding: utf8, as: UTF8.self))
  }

  /// The tokens' ids.
  package func encode(_ text: String) -> [UInt32] {
    var text = text
    return text.withUTF8 { encode(valid: $0) }
  }

  /// The ids of UTF-8 text. Invalid sequences are read as U+FFFD.
  package func encode(utf8: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    utf8.isValidUTF8 ? encode(valid: utf8) : encode(String(decoding: utf8, as: UTF8.self))
  }

  /// The bytes that the tokens stand for, which need not be whole characters; nil when there is no such id.
  package func decode(_ tokens: [UInt32]) -> [UInt8]? {
    var bytes: [UInt8] = []
    for token in tokens {
      guard token < vocabulary.count else { return nil }
      let found = vocabulary.token(Int(token))
      bytes += UnsafeBufferPointer(start: found.start, count: found.count)
    }
    return bytes
  }

  private func count(valid utf8: UnsafeBufferPointer<UInt8>) -> Int {
    var tokens = TokenCount()
    tokenize(utf8, into: &tokens)
    return tokens.count
  }

  private func encode(valid utf8: UnsafeBufferPointer<UInt8>) -> [UInt32] {
    var tokens: [UInt32] = []
    // Prose has about four bytes a token.
    tokens.reserveCapacity(utf8.count / 3)
    tokenize(utf8, into: &tokens)
    return tokens
  }

  @inline(__always)
  private func tokenize(_ utf8: UnsafeBufferPointer<UInt8>, into sink: inout some TokenSink) {
    switch encoding {
    case .cl100kBase: tokenize(utf8, Cl100kPattern.self, into: &sink)
    case .o200kBase: tokenize(utf8, O200kPattern.self, into: &sink)
    }
  }

  @inline(__always)
  private func tokenize(
    _ utf8: UnsafeBufferPointer<UInt8>, _ pattern: (some WordPattern).Type, into sink: inout some TokenSink
  ) {
    let text = ClassifiedText(utf8)
    var merger = WordMerger(vocabulary)
    var start = 0
    while start < text.count {
      let end = pattern.wordEnd(in: text, from: start)
      let word = TokenBytes(start: text.bytes + start, count: end - start)
      let rank = vocabulary.rank(word)
      if rank != Vocabulary.none {
        sink.append(UInt32(truncatingIfNeeded: rank))
      } else {
        merger.merge(word, into: &sink)
      }
      start = end
    }
  }
}
