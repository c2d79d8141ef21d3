/// Valid UTF-8 seen as scalars with their classes. Positions are byte offsets at which a scalar begins.
struct ClassifiedText {
  let bytes: UnsafePointer<UInt8>
  /// In bytes.
  let count: Int
  private let classes = ScalarClass.table

  init(_ utf8: UnsafeBufferPointer<UInt8>) {
    bytes = utf8.baseAddress ?? UnsafePointer(bitPattern: 1)!
    count = utf8.count
  }

  /// The class of the scalar at `position` and where the next one begins; no class at the end of the text.
  @inline(__always)
  func scalar(at position: Int) -> (class: ScalarClass, end: Int) {
    guard position < count else { return ([], position) }
    let first = Int(bytes[position])
    if first < 0x80 { return (classes[first], position + 1) }
    if first < 0xE0 { return (classes[(first & 0x1F) << 6 | tail(position + 1)], position + 2) }
    if first < 0xF0 {
      return (classes[(first & 0x0F) << 12 | tail(position + 1) << 6 | tail(position + 2)], position + 3)
    }
    let value = (first & 0x07) << 18 | tail(position + 1) << 12 | tail(position + 2) << 6 | tail(position + 3)
    return (classes[value], position + 4)
  }

  /// Where the run of scalars of these classes ends that begins at `position`; `position` itself when there is none.
  @inline(__always)
  func end(of wanted: ScalarClass, from position: Int) -> Int {
    var position = position
    while true {
      let (found, end) = scalar(at: position)
      if found.isDisjoint(with: wanted) { return position }
      position = end
    }
  }

  @inline(__always)
  private func tail(_ position: Int) -> Int { Int(bytes[position] & 0x3F) }
}
