#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The lines of a list such as `["apim-request-id: …", "Date: …"]`, one after another, without making texts of them.
enum HeaderLines {
  /// Calls `take` with the bytes of each line, its name's length and its value without spaces around it; lines without a
  /// colon say nothing. False where an element is no text, or where `take` says so.
  static func read(
    _ list: QuickValue, _ take: (_ line: UnsafeRawBufferPointer, _ name: Int, _ value: UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    guard let lines = list.elements else { return list.isNothing }
    for element in lines {
      guard let line = element.text else { return false }
      guard let start = line.baseAddress, let mark = memchr(start, 0x3A, line.count) else { continue }
      let colon = UnsafeRawPointer(mark) - start
      var (first, end) = (colon + 1, line.count)
      while first < end, line[first] == 32 || line[first] == 9 { first += 1 }
      while first < end, line[end - 1] == 32 { end -= 1 }
      // Other white space, and what is no ASCII at the ends, is trimmed by rules of their own.
      if first < end, !isPlain(line[first]) || !isPlain(line[end - 1]) { return false }
      guard take(line, colon, UnsafeRawBufferPointer(rebasing: line[first..<end])) else { return false }
    }
    return true
  }

  private static func isPlain(_ byte: UInt8) -> Bool { byte > 32 && byte < 0x7F }

  /// Whether the name of a line is this one, in any letter case. `name` is in lower case.
  static func isNamed(_ line: UnsafeRawBufferPointer, _ length: Int, _ name: StaticString) -> Bool {
    guard length == name.utf8CodeUnitCount else { return false }
    for place in 0..<length {
      let byte = line[place]
      let lower = byte &- 65 < 26 ? byte | 0x20 : byte
      if lower != name.utf8Start[place] { return false }
    }
    return true
  }

  /// A whole number of up to 18 digits; nil for anything else.
  static func number(_ value: UnsafeRawBufferPointer) -> Int64? {
    guard (1...18).contains(value.count) else { return nil }
    var number: Int64 = 0
    for byte in value {
      guard byte &- 48 < 10 else { return nil }
      number = number * 10 + Int64(byte - 48)
    }
    return number
  }
}
