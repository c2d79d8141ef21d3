/// Finds where one JSON value ends, in text that may be cut off or broken.
///
/// It checks only what is needed to notice damage early, so that a record whose end is missing does not swallow the next
/// ones: which character may follow which, and that no raw line break stands inside a string. simdjson then checks all.
enum JSONScan {
  enum Outcome: Equatable {
    /// The value ends before this offset.
    case complete(Int)
    /// The text ends first.
    case unfinished
    /// The text cannot be JSON from this offset on.
    case broken(Int)
  }

  /// Deeper nesting is taken for damage.
  static let depthLimit = 128

  private enum Last { case open, key, colon, comma, value }

  /// Scans the value that begins at `start`, which is no white space.
  static func value(_ text: UnsafeRawBufferPointer, from start: Int) -> Outcome {
    var stack: [Bool] = []  // true for an object
    stack.reserveCapacity(16)
    var last = Last.colon
    var index = start
    while index < text.count {
      let byte = text[index]
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D:
        index += 1
        continue
      case UInt8(ascii: "\""):
        let outcome = string(text, from: index)
        guard case .complete(let end) = outcome else { return outcome }
        let isKey = stack.last == true && (last == .open || last == .comma)
        guard isKey || mayBegin(last, in: stack.last) else { return .broken(index) }
        index = end
        last = isKey ? .key : .value
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard mayBegin(last, in: stack.last), stack.count < depthLimit else { return .broken(index) }
        stack.append(byte == UInt8(ascii: "{"))
        last = .open
        index += 1
        continue
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard let isObject = stack.last, isObject == (byte == UInt8(ascii: "}")), last == .open || last == .value else {
          return .broken(index)
        }
        stack.removeLast()
        last = .value
        index += 1
      case UInt8(ascii: ":"):
        guard last == .key else { return .broken(index) }
        last = .colon
        index += 1
        continue
      case UInt8(ascii: ","):
        guard last == .value, !stack.isEmpty else { return .broken(index) }
        last = .comma
        index += 1
        continue
      default:
        guard mayBegin(last, in: stack.last), isScalar(byte) else { return .broken(index) }
        while index < text.count, isScalar(text[index]) { index += 1 }
        if index == text.count { return .unfinished }
        last = .value
      }
      if stack.isEmpty { return .complete(index) }
    }
    return .unfinished
  }

  /// Scans the string whose opening quote stands at `start`.
  static func string(_ text: UnsafeRawBufferPointer, from start: Int) -> Outcome {
    var index = start + 1
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""): return .complete(index + 1)
      case UInt8(ascii: "\\"): index += 2
      case 0x0A, 0x0D: return .broken(index)
      default: index += 1
      }
    }
    return .unfinished
  }

  private static func mayBegin(_ last: Last, in container: Bool?) -> Bool {
    switch container {
    case nil, true?: last == .colon
    case false?: last == .open || last == .comma
    }
  }

  /// A character of a number or of `true`, `false`, `null` (and of what others print: `NaN`, `None`).
  private static func isScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
