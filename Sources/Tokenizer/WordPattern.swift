/// Cuts text into words; byte pairs are merged within a word, never across two.
///
/// The patterns are regular expressions in tiktoken's `tiktoken_ext/openai_public.py`, alternatives tried in order.
/// Ours are written out by hand: one scalar tells most alternatives apart, and no input makes them go back far.
protocol WordPattern {
  /// Where the word that begins at `start` ends, in bytes. `start` lies before the end of the text.
  static func wordEnd(in text: ClassifiedText, from start: Int) -> Int
}

extension ClassifiedText {
  /// `\p{N}{1,3}`, the first digit of which ends at `end`.
  @inline(__always)
  func numberEnd(after end: Int) -> Int {
    let second = scalar(at: end)
    guard second.class == .number else { return end }
    let third = scalar(at: second.end)
    return third.class == .number ? third.end : second.end
  }

  /// `(?i:'s|'t|'re|'ve|'m|'ll|'d)`
  ///
  /// Ignoring case, `s` is also the long s, U+017F: `'ſ` is a contraction.
  @inline(__always)
  func contractionEnd(at position: Int) -> Int? {
    guard position + 1 < count, bytes[position] == UInt8(ascii: "'") else { return nil }
    let next = position + 2 < count ? bytes[position + 2] : 0
    switch (bytes[position + 1] | 0x20, next | 0x20) {
    case (UInt8(ascii: "s"), _), (UInt8(ascii: "t"), _), (UInt8(ascii: "m"), _), (UInt8(ascii: "d"), _):
      return position + 2
    case (UInt8(ascii: "r"), UInt8(ascii: "e")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
      (UInt8(ascii: "l"), UInt8(ascii: "l")):
      return position + 3
    default:
      return bytes[position + 1] == 0xC5 && next == 0xBF ? position + 3 : nil
    }
  }

  /// `\s*[\r\n]|\s+(?!\S)|\s`: up to the last line end, or all but the last space, which goes with the next word.
  func whitespaceEnd(from start: Int) -> Int {
    var (end, last, afterLineEnd) = (start, start, start)
    while true {
      let (found, next) = scalar(at: end)
      if found.isDisjoint(with: .whitespace) { break }
      if found == .lineEnd { afterLineEnd = next }
      last = end
      end = next
    }
    if afterLineEnd > start { return afterLineEnd }
    return end == count || last == start ? end : last
  }
}
