import TestSupport
import Testing

@testable import Tokenizer

/// OpenAI Cookbook, "How to count tokens with tiktoken".
@Test(arguments: [
  (TokenEncoding.cl100kBase, "tiktoken is great!", [83, 1609, 5963, 374, 2294, 0] as [UInt32]),
  (.cl100kBase, "antidisestablishmentarianism", [519, 85342, 34500, 479, 8997, 2191]),
  (.o200kBase, "antidisestablishmentarianism", [493, 129901, 376, 160388, 21203, 2367]),
  (.cl100kBase, "2 + 2 = 4", [17, 489, 220, 17, 284, 220, 19]),
  (.o200kBase, "2 + 2 = 4", [17, 659, 220, 17, 314, 220, 19]),
  (.cl100kBase, "お誕生日おめでとう", [33334, 45918, 243, 21990, 9080, 33334, 62004, 16556, 78699]),
  (.o200kBase, "お誕生日おめでとう", [8930, 9697, 243, 128225, 8930, 17693, 4344, 48669]),
])
func meetsOpenAIsPublishedExamples(_ encoding: TokenEncoding, _ text: String, _ ids: [UInt32]) throws {
  let tokenizer = try Tokenizer.load(encoding)
  #expect(tokenizer.encode(text) == ids)
  #expect(tokenizer.count(text) == ids.count)
}

@Test(arguments: TokenEncoding.allCases) func anEmptyTextHasNoTokens(_ encoding: TokenEncoding) throws {
  let tokenizer = try Tokenizer.load(encoding)
  #expect(tokenizer.encode("").isEmpty)
  #expect(tokenizer.count(utf8: UnsafeBufferPointer(start: nil, count: 0)) == 0)
}

@Test(arguments: TokenEncoding.allCases) func textThatSpellsASpecialTokenIsText(_ encoding: TokenEncoding) throws {
  #expect(try Tokenizer.load(encoding).count("<|endoftext|>") == 7)
}

@Test(
  arguments: [
    ([0x61, 0xFF, 0x62], "a\u{FFFD}b"),
    ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"),
    ([0x61, 0xF0, 0x9F, 0x98], "a\u{FFFD}"),
    ([0xE4, 0xB8, 0x61], "\u{FFFD}a"),
  ] as [([UInt8], String)])
func invalidSequencesAreReplacementCharacters(_ bytes: [UInt8], _ text: String) throws {
  for encoding in TokenEncoding.allCases {
    let tokenizer = try Tokenizer.load(encoding)
    bytes.withUnsafeBufferPointer { bytes in
      #expect(tokenizer.encode(utf8: bytes) == tokenizer.encode(text))
      #expect(tokenizer.count(utf8: bytes) == tokenizer.count(text))
    }
  }
}

@Test func everyTokenOfAVocabularyStandsForItsBytes() throws {
  let tokenizer = try Tokenizer.load(.o200kBase)
  #expect(tokenizer.decode([24912, 2375]) == Array("hello world".utf8))
  #expect(tokenizer.decode([199_997]) != nil)
  #expect(tokenizer.decode([199_998]) == nil, "the vocabulary ends at 199,997; what follows are special tokens")
}

@Test(arguments: TokenEncoding.allCases) func decodingWhatWasEncodedGivesTheText(_ encoding: TokenEncoding) throws {
  let tokenizer = try Tokenizer.load(encoding)
  let seed = UInt64.random(in: 0...UInt64.max)
  var random = SeededGenerator(seed: seed)
  for _ in 0..<400 {
    let text = randomText(using: &random)
    let ids = tokenizer.encode(text)
    #expect(tokenizer.decode(ids) == Array(text.utf8), "seed \(seed): \(text.debugDescription)")
    #expect(tokenizer.count(text) == ids.count, "seed \(seed): \(text.debugDescription)")
  }
}

/// Up to 60 scalars, at most half of them from all planes and the others from what the patterns treat specially.
private func randomText(using random: inout SeededGenerator) -> String {
  let special = Array(
    "aAzZéÉßǅʰªñ日本ع0159٣½ \t\r\n\u{A0}\u{3000}'ſsStTlLrReEvVdDmM/.,!?(\u{301}😀\u{FE0F}".unicodeScalars)
  var text = String.UnicodeScalarView()
  for _ in 0..<Int.random(in: 0...60, using: &random) {
    let any = Unicode.Scalar(UInt32.random(in: 0...0x10_FFFF, using: &random))
    text.append(Bool.random(using: &random) ? special.randomElement(using: &random)! : any ?? "\n")
  }
  return String(text)
}

/// Eight-letter tokens are the longest of the letter a in both vocabularies.
@Test(arguments: TokenEncoding.allCases)
func aVeryLongWordIsCutIntoWholeTokens(_ encoding: TokenEncoding) throws {
  let tokenizer = try Tokenizer.load(encoding)
  let ids = tokenizer.encode(String(repeating: "a", count: 16_000))
  #expect(ids.count == 2_000)
  #expect(Set(ids).count == 1)
  for text in [" ", "\n", "=", "ab", "中", "\u{301}", "'", "1", "😀"] {
    let long = String(repeating: text, count: 4_000)
    #expect(tokenizer.decode(tokenizer.encode(long)) == Array(long.utf8))
  }
}
