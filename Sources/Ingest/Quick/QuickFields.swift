/// The fields that a reader wants of the record read last, by their numbers.
final class QuickFields {
  /// More elements than any list has that is wanted.
  private static let mostElements = 256
  /// More than the texts that are wanted of a record come to.
  private static let mostText = 1 << 20

  private let fields: UnsafeMutableBufferPointer<QuickValue>
  private let elements = UnsafeMutableBufferPointer<QuickValue>.allocate(capacity: QuickFields.mostElements)
  private var elementCount = 0
  /// Texts whose escapes were undone.
  private let texts = UnsafeMutableRawBufferPointer.allocate(byteCount: QuickFields.mostText, alignment: 8)
  private var textCount = 0

  init(count: Int) {
    fields = .allocate(capacity: count)
    fields.initialize(repeating: QuickValue(.missing))
  }

  deinit {
    fields.deallocate()
    elements.deallocate()
    texts.deallocate()
  }

  var count: Int { fields.count }

  subscript(number: Int) -> QuickValue {
    get { fields[number] }
    set { fields[number] = newValue }
  }

  /// Begins another record: lists and texts handed out before are dead.
  func removeAll() {
    elementCount = 0
    textCount = 0
  }

  /// Adds an element to the list that is being read. False where there are too many.
  func append(_ element: QuickValue) -> Bool {
    guard elementCount < elements.count else { return false }
    elements[elementCount] = element
    elementCount += 1
    return true
  }

  /// The last `count` elements as a list.
  func list(_ count: Int) -> QuickValue {
    QuickValue(list: UnsafePointer(elements.baseAddress! + (elementCount - count)), count)
  }

  /// A text whose escapes are undone, and a NUL behind it; nil where it is too long or holds one.
  func unescaped(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer) -> QuickValue? {
    guard texts.count - textCount >= end - start + JSONParser.padding else { return nil }
    let text = texts.baseAddress! + textCount
    guard let count = JSONEscape.undo(start, end, into: text) else { return nil }
    text.storeBytes(of: 0, toByteOffset: count, as: UInt8.self)
    textCount += count + 1
    return QuickValue(text: text, count)
  }
}
