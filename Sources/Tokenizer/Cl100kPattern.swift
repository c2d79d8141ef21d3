/// The pattern of `cl100k_base`:
///
///     '(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+
///       |\s++$|\s*[\r\n]|\s+(?!\S)|\s
enum Cl100kPattern: WordPattern {
  static func wordEnd(in text: ClassifiedText, from start: Int) -> Int {
    let (first, next) = text.scalar(at: start)
    if !first.isDisjoint(with: .letter) { return text.end(of: .letter, from: next) }
    if first == .number { return text.numberEnd(after: next) }
    if let end = text.contractionEnd(at: start) { return end }

    let (second, afterSecond) = text.scalar(at: next)
    if first != .lineEnd, !second.isDisjoint(with: .letter) { return text.end(of: .letter, from: afterSecond) }
    let isSpaceAndSymbol = text.bytes[start] == UInt8(ascii: " ") && !second.isDisjoint(with: .symbol)
    if isSpaceAndSymbol || !first.isDisjoint(with: .symbol) {
      return text.end(of: .lineEnd, from: text.end(of: .symbol, from: next))
    }
    // `\s++$` before `\s*[\r\n]`: whitespace that ends the text is one word, whatever it is made of.
    let end = text.end(of: .whitespace, from: next)
    return end == text.count ? end : text.whitespaceEnd(from: start)
  }
}
