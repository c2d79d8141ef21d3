/// Reads the lines of a tiktoken file: `IQ== 0`, the token's bytes in base64 (RFC 4648) and its rank.
struct VocabularyLines {
  private let file: [UInt8]
  private var position = 0

  init(_ file: [UInt8]) {
    self.file = file
  }

  var isAtEnd: Bool { position == file.count }

  /// Writes the next token's bytes to `output` and returns how many they are; nil when the line is not such a token or
  /// its rank is another. Writes fewer bytes than the line has.
  mutating func next(rank: Int, into output: UnsafeMutablePointer<UInt8>) -> Int? {
    guard let length = token(into: output), length > 0, number() == rank else { return nil }
    return length
  }

  /// Base64 up to the space, in groups of four digits; padding may end the last.
  private mutating func token(into output: UnsafeMutablePointer<UInt8>) -> Int? {
    file.withUnsafeBufferPointer { file in
      var length = 0
      while position < file.count, file[position] != UInt8(ascii: " ") {
        guard position + 4 < file.count else { return nil }
        let padding = file[position + 3] != equals ? 0 : file[position + 2] != equals ? 1 : 2
        var bits: UInt32 = 0
        for index in 0..<4 {
          let digit = index < 4 - padding ? base64Values[Int(file[position + index])] : 0
          guard digit < 64 else { return nil }
          bits = bits << 6 | UInt32(digit)
        }
        position += 4
        guard padding == 0 || file[position] == UInt8(ascii: " ") else { return nil }
        for index in 0..<(3 - padding) {
          output[length] = UInt8(truncatingIfNeeded: bits >> (16 - 8 * index))
          length += 1
        }
      }
      return length
    }
  }

  /// A space, decimal digits and the line's end.
  private mutating func number() -> Int? {
    file.withUnsafeBufferPointer { file in
      guard position < file.count, file[position] == UInt8(ascii: " ") else { return nil }
      var value = 0
      for next in position + 1..<file.count {
        if file[next] == UInt8(ascii: "\n") {
          position = next + 1
          return value
        }
        let digit = file[next] &- UInt8(ascii: "0")
        guard digit < 10, value < 1 << 30 else { return nil }
        value = value * 10 + Int(digit)
      }
      return nil
    }
  }
}

private let equals = UInt8(ascii: "=")

/// The value of each base64 digit; 64 for what is none.
private let base64Values: [UInt8] = {
  var values = [UInt8](repeating: 64, count: 256)
  let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  for (value, digit) in digits.utf8.enumerated() { values[Int(digit)] = UInt8(value) }
  return values
}()
