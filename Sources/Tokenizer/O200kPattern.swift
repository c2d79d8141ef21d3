/// The pattern of `o200k_base`, where U is `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`, L is `[\p{Ll}\p{Lm}\p{Lo}\p{M}]` and
/// C is `(?i:'s|'t|'re|'ve|'m|'ll|'d)?`:
///
///     [^\r\n\p{L}\p{N}]?U*L+C|[^\r\n\p{L}\p{N}]?U+L*C|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
enum O200kPattern: WordPattern {
  static func wordEnd(in text: ClassifiedText, from start: Int) -> Int {
    let (first, next) = text.scalar(at: start)
    if !first.isDisjoint(with: .letter) {
      return withContraction(text, mixedEnd(text, from: start) ?? text.end(of: .upper, from: next))
    }
    if first == .number { return text.numberEnd(after: next) }

    let (second, _) = text.scalar(at: next)
    if first != .lineEnd, !second.isDisjoint(with: [.letter, .mark]), let end = mixedEnd(text, from: next) {
      return withContraction(text, end)
    }
    // A mark can be the leading scalar or a letter; as a letter it always makes a word of the first alternative.
    if first == .mark, let end = mixedEnd(text, from: start) { return withContraction(text, end) }
    if first != .lineEnd, second == .upper { return withContraction(text, text.end(of: .upper, from: next)) }

    let isSpaceAndSymbol = text.bytes[start] == UInt8(ascii: " ") && !second.isDisjoint(with: .symbol)
    if isSpaceAndSymbol || first == .other {
      return endOfLinesAndSlashes(text, from: text.end(of: .symbol, from: next))
    }
    return text.whitespaceEnd(from: start)
  }

  /// `U*L+`
  ///
  /// U takes all it can and gives back until L has one scalar. What both may take is caseless or a mark, so the word
  /// ends after the lower case that follows the upper case or, failing that, after the last such scalar.
  @inline(__always)
  private static func mixedEnd(_ text: ClassifiedText, from start: Int) -> Int? {
    var (end, afterCaseless) = (start, start)
    while true {
      let (found, next) = text.scalar(at: end)
      if found.isDisjoint(with: [.upper, .caseless, .mark]) { break }
      if found != .upper { afterCaseless = next }
      end = next
    }
    let afterLower = text.end(of: [.lower, .caseless, .mark], from: end)
    if afterLower > end { return afterLower }
    return afterCaseless > start ? afterCaseless : nil
  }

  @inline(__always)
  private static func withContraction(_ text: ClassifiedText, _ end: Int) -> Int {
    text.contractionEnd(at: end) ?? end
  }

  /// `[\r\n/]*`
  private static func endOfLinesAndSlashes(_ text: ClassifiedText, from position: Int) -> Int {
    var position = position
    while position < text.count {
      switch text.bytes[position] {
      case UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: "/"): position += 1
      default: return position
      }
    }
    return position
  }
}
