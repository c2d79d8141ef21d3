#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// All that decides what a record's profile becomes, one value behind the other as it stands in the record: equal bytes,
/// equal profiles.
final class ProfileBytes {
  private let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: ProfileBytes.longest, alignment: 8)
  private(set) var count = 0
  /// Whether everything fitted.
  private(set) var isWhole = true

  /// Longer ones are not worth remembering.
  static let longest = 4096

  deinit { storage.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[..<count]) }

  func removeAll() {
    count = 0
    isWhole = true
  }

  /// Appends a value with its kind and length, so that no two lists of values share their bytes. False for one that no
  /// common record has in such a place.
  func append(_ value: QuickValue) -> Bool {
    switch value.kind {
    case .text: if let text = value.text { append(text: text) }
    case .integer: if let number = value.integer { append(number: number) }
    case .missing: append(tag: 0, length: 0)
    case .null: append(tag: 2, length: 0)
    case .yes: append(tag: 3, length: 0)
    case .no: append(tag: 4, length: 0)
    case .decimal, .list: return false
    }
    return true
  }

  func append(text: UnsafeRawBufferPointer) {
    append(tag: 1, length: text.count)
    guard isWhole, count + text.count <= storage.count else {
      isWhole = false
      return
    }
    if let start = text.baseAddress { memcpy(storage.baseAddress! + count, start, text.count) }
    count += text.count
  }

  func append(number: Int64) {
    append(tag: 5, length: 0)
    guard isWhole, count + 8 <= storage.count else {
      isWhole = false
      return
    }
    storage.storeBytes(of: number, toByteOffset: count, as: Int64.self)
    count += 8
  }

  func append(flag: Bool) { append(tag: flag ? 6 : 7, length: 0) }

  private func append(tag: UInt8, length: Int) {
    guard isWhole, count + 4 <= storage.count else {
      isWhole = false
      return
    }
    storage.storeBytes(of: UInt32(tag) << 24 | UInt32(length & 0xFF_FFFF), toByteOffset: count, as: UInt32.self)
    count += 4
  }
}
