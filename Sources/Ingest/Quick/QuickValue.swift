/// A value of a record as it stands in the record's bytes, or as many of them as a list has. It lives as long as these.
struct QuickValue {
  enum Kind: UInt8 {
    case missing, null, yes, no
    /// A whole number that fits.
    case integer
    /// Any other number.
    case decimal
    case text
    /// A list of values that are no lists or objects themselves.
    case list
  }

  let kind: Kind
  private let start: UnsafeRawPointer?
  /// The number itself; of a text its bytes, of a list its elements.
  private let number: Int

  /// Of a kind that says all.
  init(_ kind: Kind) {
    self.kind = kind
    start = nil
    number = 0
  }

  init(integer: Int64) {
    kind = .integer
    start = nil
    number = Int(integer)
  }

  /// UTF-8, without escapes.
  init(text start: UnsafeRawPointer, _ count: Int) {
    kind = .text
    self.start = start
    number = count
  }

  init(list start: UnsafePointer<QuickValue>, _ count: Int) {
    kind = .list
    self.start = UnsafeRawPointer(start)
    number = count
  }

  var isNothing: Bool { kind == .missing || kind == .null }
  var integer: Int64? { kind == .integer ? Int64(number) : nil }
  var text: UnsafeRawBufferPointer? { kind == .text ? UnsafeRawBufferPointer(start: start, count: number) : nil }

  var elements: UnsafeBufferPointer<QuickValue>? {
    guard kind == .list else { return nil }
    return UnsafeBufferPointer(start: start?.assumingMemoryBound(to: QuickValue.self), count: number)
  }
}
