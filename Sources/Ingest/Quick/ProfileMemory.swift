#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Which profile came of which bytes of a record: a hash table with open addressing over one stretch of memory.
struct ProfileMemory {
  private struct Entry {
    let hash: UInt64
    let start: Int
    let count: Int
    let profile: Int
  }

  private var entries: [Entry] = []
  /// Index into `entries` plus 1; 0 is free.
  private var slots = [UInt32](repeating: 0, count: 1024)
  private var text: [UInt8] = []

  /// More than a log has callers times models; beyond it all is forgotten, so that memory stays bounded.
  private static let longest = 16 << 20

  func profile(of bytes: UnsafeRawBufferPointer) -> Int? {
    let hash = ProfileMemory.hash(bytes)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, entry.count == bytes.count, isEqual(entry, bytes) { return entry.profile }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func isEqual(_ entry: Entry, _ bytes: UnsafeRawBufferPointer) -> Bool {
    text.withUnsafeBytes { text in
      bytes.isEmpty || memcmp(text.baseAddress! + entry.start, bytes.baseAddress!, bytes.count) == 0
    }
  }

  /// - Precondition: there is no profile of these bytes.
  mutating func remember(_ profile: Int, of bytes: UnsafeRawBufferPointer) {
    if text.count + bytes.count > ProfileMemory.longest {
      entries.removeAll(keepingCapacity: true)
      text.removeAll(keepingCapacity: true)
      for slot in slots.indices { slots[slot] = 0 }
    }
    entries.append(
      Entry(hash: ProfileMemory.hash(bytes), start: text.count, count: bytes.count, profile: profile))
    text.append(contentsOf: bytes)
    if entries.count * 2 > slots.count {
      slots = [UInt32](repeating: 0, count: slots.count * 4)
      for index in entries.indices { place(index) }
    } else {
      place(entries.count - 1)
    }
  }

  private mutating func place(_ index: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: entries[index].hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(index + 1)
  }

  /// Sixteen bytes at a time, mixed by a multiplication; the last ones overlap those before.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var mixed = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
    func mix(_ word: UInt64, _ other: UInt64) {
      let product = (mixed ^ word).multipliedFullWidth(by: other ^ 0xD6E8_FEB8_6659_FD93)
      mixed = product.low ^ product.high &+ 0x9E37_79B9_7F4A_7C15
    }
    func mix(from place: Int) {
      mix(
        bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self),
        bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self))
    }
    var place = 0
    while place + 16 <= bytes.count {
      mix(from: place)
      place += 16
    }
    if bytes.count >= 16, place < bytes.count {
      mix(from: bytes.count - 16)
    } else {
      while place < bytes.count {
        mix(UInt64(bytes[place]), 0)
        place += 1
      }
    }
    return mixed
  }
}
