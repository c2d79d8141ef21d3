import Testing

@testable import Tokenizer

@Test(arguments: TokenEncoding.allCases)
func theBundledVocabularyHasTheDigestOfTiktoken(_ encoding: TokenEncoding) throws {
  #expect(try encoding.bundledVocabulary.unpacked().starts(with: "IQ== 0\nIg== 1\n".utf8))
}

@Test func aVocabularyWithAnotherDigestIsRefused() {
  let bundled = TokenEncoding.cl100kBase.bundledVocabulary
  let expected = String(repeating: "0", count: 64)
  let other = BundledVocabulary(encoding: .cl100kBase, gzip: bundled.gzip, digest: expected)
  #expect(throws: TokenizerError.wrongDigest(.cl100kBase, expected: expected, found: bundled.digest)) {
    try other.unpacked()
  }
}

@Test(arguments: [0, 3, 11, 1_000, 700_000]) func aDamagedVocabularyIsRefused(_ position: Int) {
  let bundled = TokenEncoding.cl100kBase.bundledVocabulary
  var bytes = Array(bundled.gzip)
  if position == 11 { bytes.removeLast(9) } else { bytes[position] ^= 0xFF }
  bytes.withUnsafeBytes { damaged in
    let vocabulary = BundledVocabulary(encoding: .cl100kBase, gzip: damaged, digest: bundled.digest)
    #expect(throws: TokenizerError.notUnpacked(.cl100kBase)) { try vocabulary.unpacked() }
  }
}

@Test(arguments: [
  ("IQ== 0\nIg==\n", 2), ("IQ== 0\nIg== 2\n", 2), ("IQ= 0\n", 1), ("I!== 0\n", 1), (" 0\n", 1), ("IQ== 0\nIg== 1", 2),
  ("IQ== 99999999999999999999\n", 1), ("IQ==Ig== 0\n", 1), ("", 1), ("IQ== 0\n", 2),
])
func aLineThatIsNoTokenIsNamed(_ file: String, _ line: Int) {
  #expect(throws: TokenizerError.notAToken(.o200kBase, line: line)) {
    try Vocabulary(.o200kBase, file: Array(file.utf8))
  }
}

@Test func anErrorSaysWhatToDo() {
  #expect(
    TokenizerError.notAToken(.o200kBase, line: 7).description
      == "vocabulary o200k_base, line 7: not a token and its rank; install chargeback again")
}
