import ChargebackModel

/// Reads the calls of one block where they lie: calls whose ids follow each other, as columns of numbers.
///
/// The bytes: `version`; how many calls less one; then each column of `CallColumn`: a byte with the width of its numbers in
/// bytes, 0 to 8, and `gapped` where some are not known, or `nothingKnown` for all; the least number in base 128, zigzag; the
/// numbers less the least one, or one more than that where 0 stands for what is not known. The lowest bytes come first.
/// `slack` bytes end the block, so that each number can be read as eight bytes.
final class CallBlock {
  static let version: UInt8 = 1
  static let gapped: UInt8 = 0x10
  static let nothingKnown: UInt8 = 0x20
  static let slack = 8

  private struct Column {
    var start = 0
    var width = 0
    /// Of the bits that are a number's own.
    var mask: UInt64 = 0
    /// Added to what stands there.
    var base = StoredCall.nothing
    var isGapped = false
  }

  private let columns = UnsafeMutablePointer<Column>.allocate(capacity: CallColumn.number)
  private var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
  private(set) var count = 0

  init() { columns.initialize(repeating: Column(), count: CallColumn.number) }

  deinit { columns.deallocate() }

  /// Turns to other bytes, which must stay where they are as long as they are read.
  /// - Throws: `StoreFailure` where they are no block.
  func open(_ bytes: UnsafeRawBufferPointer) throws(StoreFailure) {
    self.bytes = bytes
    var place = 2
    guard bytes.count > place + CallBlock.slack, bytes[0] == CallBlock.version else { throw CallBlock.damage }
    count = Int(bytes[1]) + 1
    let end = bytes.count - CallBlock.slack
    for index in 0..<CallColumn.number {
      guard place < end else { throw CallBlock.damage }
      let kind = bytes[place]
      place += 1
      var column = Column()
      if kind != CallBlock.nothingKnown {
        let width = Int(kind & 0x0F)
        guard width <= 8, kind & ~(CallBlock.gapped | 0x0F) == 0, let least = signed(&place, end),
          place + width * count <= end
        else { throw CallBlock.damage }
        column.isGapped = kind & CallBlock.gapped != 0
        column.base = column.isGapped ? least &- 1 : least
        column.start = place
        column.width = width
        column.mask = width == 8 ? .max : (1 << (8 * UInt64(width))) - 1
        place += width * count
      }
      columns[index] = column
    }
    guard place == end else { throw CallBlock.damage }
  }

  /// Forgets the bytes.
  func close() {
    bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    count = 0
  }

  private func signed(_ place: inout Int, _ end: Int) -> Int64? {
    var (value, shift) = (UInt64(0), UInt64(0))
    while place < end, shift < 64 {
      let byte = bytes[place]
      place += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Base128.signed(value) }
      shift += 7
    }
    return nil
  }

  private static var damage: StoreFailure { StoreFailure("the database is damaged: a block of calls cannot be read") }

  /// Whether no call has a number in this column.
  func isEmpty(_ column: Int) -> Bool { columns[column].base == StoredCall.nothing && columns[column].width == 0 }

  /// The number of a call by its place, counted from 0; `StoredCall.nothing` where it is not known.
  func value(_ column: Int, _ index: Int) -> Int64 {
    let column = columns[column]
    guard column.width > 0 else { return column.base }
    let word = bytes.loadUnaligned(fromByteOffset: column.start + index * column.width, as: UInt64.self)
    let code = UInt64(littleEndian: word) & column.mask
    return column.isGapped && code == 0 ? StoredCall.nothing : column.base &+ Int64(bitPattern: code)
  }

  private func known(_ column: Int, _ index: Int) -> Int64? {
    let value = value(column, index)
    return value == StoredCall.nothing ? nil : value
  }

  func limits(_ index: Int) -> RateLimits { LimitColumns.limits { known(CallColumn.limits + $0, index) } }

  func beside(_ index: Int) -> CallBeside {
    CallBeside(
      limits: limits(index), estimate: EstimateColumns.estimate { known(CallColumn.estimate + $0, index) })
  }

  /// Nil where there is no such call.
  func call(_ index: Int) -> StoredCall? { index < count ? StoredCall { value($0, index) } : nil }
}
