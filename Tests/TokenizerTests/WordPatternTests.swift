import Testing

@testable import Tokenizer

/// Where the patterns of tiktoken cut, checked with the published regular expressions in Python's `regex`. A vertical bar
/// stands between words. Ids alone do not show every cut: often no token would lie across it anyway.
@Test(arguments: [
  ("A'ſx", "A|'ſ|x", "A'ſ|x"),
  ("'ſalt", "'ſ|alt", "'ſalt"),
  ("'Salt DON'Trick", "'S|alt| DON|'T|rick", "'Salt| DON'T|rick"),
  ("we'llama they'RE", "we|'ll|ama| they|'RE", "we'll|ama| they'RE"),
  ("''s", "''|s", "''|s"),
  ("a\n  ", "a|\n  ", "a|\n|  "),
  ("a\n  b", "a|\n| | b", "a|\n| | b"),
  ("  \r\n\n  x", "  \r\n\n| | x", "  \r\n\n| | x"),
  ("   ", "   ", "   "),
  ("   x", "  | x", "  | x"),
  ("  1", " | |1", " | |1"),
  ("\t\tif", "\t|\tif", "\t|\tif"),
  ("\r\nx", "\r\n|x", "\r\n|x"),
  ("\u{3000}日本", "\u{3000}日本", "\u{3000}日本"),
  ("\u{200B}x", "\u{200B}x", "\u{200B}x"),
  ("((abc", "((|abc", "((|abc"),
  ("$1234567", "$|123|456|7", "$|123|456|7"),
  ("1½Ⅷ٣", "1½Ⅷ|٣", "1½Ⅷ|٣"),
  ("!!\r\n\nx", "!!\r\n\n|x", "!!\r\n\n|x"),
  ("ok.//\n/x", "ok|.//\n|/x", "ok|.//\n/|x"),
  (" \u{301}a", " \u{301}|a", " \u{301}a"),
  ("\u{301}A", "\u{301}A", "\u{301}|A"),
  ("a\u{301}b", "a|\u{301}b", "a\u{301}b"),
  ("helloWorld", "helloWorld", "hello|World"),
  ("ÉCOLEécole日A日", "ÉCOLEécole日A日", "ÉCOLEécole日|A日"),
  ("日AB!", "日AB|!", "日|AB|!"),
  ("ABCd'Sx", "ABCd|'S|x", "ABCd'S|x"),
  ("ǅunglaǅ", "ǅunglaǅ", "ǅungla|ǅ"),
])
func cutsWhereThePublishedPatternsCut(_ text: String, _ cl100k: String, _ o200k: String) {
  #expect(words(of: text, Cl100kPattern.self) == cl100k)
  #expect(words(of: text, O200kPattern.self) == o200k)
}

private func words(of text: String, _ pattern: (some WordPattern).Type) -> String {
  Array(text.utf8).withUnsafeBufferPointer { bytes in
    let classified = ClassifiedText(bytes)
    var words: [String] = []
    var start = 0
    while start < classified.count {
      let end = pattern.wordEnd(in: classified, from: start)
      words.append(String(decoding: bytes[start..<end], as: UTF8.self))
      start = end
    }
    return words.joined(separator: "|")
  }
}
