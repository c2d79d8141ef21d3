/// A position in a short text of numbers and marks, for reading it without a copy.
struct DigitReader {
  private let text: UnsafeRawBufferPointer
  private var place = 0

  init(_ text: UnsafeRawBufferPointer) { self.text = text }

  /// How many bytes are left.
  var rest: Int { text.count - place }

  /// A number of so many digits, and the mark behind it; where there is to be none, the end of the text.
  mutating func number(_ digits: ClosedRange<Int>, before mark: Unicode.Scalar?) -> Int? {
    let start = place
    var value = 0
    while place < text.count, text[place] &- 48 < 10, place - start < digits.upperBound {
      value = value * 10 + Int(text[place] &- 48)
      place += 1
    }
    guard place - start >= digits.lowerBound else { return nil }
    guard let mark else { return place == text.count ? value : nil }
    guard place < text.count, text[place] == UInt8(ascii: mark) else { return nil }
    place += 1
    return value
  }
}
