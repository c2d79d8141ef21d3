#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the dates in a JSON text say about the order of their day and month.
///
/// A policy that writes the time with `DateTime.ToString()` writes it as the gateway's culture does: month first, as .NET's
/// invariant one does too, unless somebody set another.
enum JSONDates {
  /// Of the members whose names say that they hold a time: `"event-time":"25/05/2026 14:32:49"`. Texts inside of texts,
  /// such as prompts, do not count.
  static func evidence(in text: UnsafeRawBufferPointer) -> DateOrder.Evidence {
    var evidence = DateOrder.Evidence()
    var start = 0
    while let base = text.baseAddress, start < text.count,
      let found = memchr(base + start, Int32(UInt8(ascii: "/")), text.count - start)
    {
      let slash = UnsafeRawPointer(found) - base
      start = slash + 1
      guard let quote = quote(before: slash, in: text), isTime(nameBefore: quote, in: text) else { continue }
      let value = text[(quote + 1)..<min(text.count, quote + 41)].prefix { $0 != UInt8(ascii: "\"") }
      evidence.take(String(decoding: value, as: UTF8.self))
    }
    return evidence
  }

  /// The opening quote before one or two digits that end at `slash`.
  private static func quote(before slash: Int, in text: UnsafeRawBufferPointer) -> Int? {
    var index = slash - 1
    while index > 0, slash - index <= 2, isDigit(text[index]) { index -= 1 }
    guard index > 0, slash - index > 1, text[index] == UInt8(ascii: "\""), text[index - 1] != UInt8(ascii: "\\") else {
      return nil
    }
    return index
  }

  private static func isTime(nameBefore quote: Int, in text: UnsafeRawBufferPointer) -> Bool {
    var end = quote
    while end > 0, text[end - 1] == 32 || text[end - 1] == UInt8(ascii: ":") { end -= 1 }
    guard end > 1, end < quote, text[end - 1] == UInt8(ascii: "\""), text[end - 2] != UInt8(ascii: "\\") else {
      return false
    }
    let name = text[max(0, end - 41)..<(end - 1)]
    let start = name.lastIndex(of: UInt8(ascii: "\"")).map { $0 + 1 } ?? name.startIndex
    let letters = String(decoding: name[start...], as: UTF8.self).lowercased()
    return letters.contains("time") || letters.contains("date")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
