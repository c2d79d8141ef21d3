/// The keys of one batch, in memory: a hash table with open addressing.
struct KeyTable {
  private(set) var entries: [KeyEntry] = []
  /// Index into `entries` plus 1; 0 is free.
  private var slots = [UInt32](repeating: 0, count: 1024)

  /// Brings the places of keys near that are about to be asked for: see `KeyFilter.touch`.
  func touch(_ hashes: [UInt64]) -> UInt64 {
    let mask = slots.count - 1
    var sum: UInt64 = 0
    for hash in hashes { sum &+= UInt64(slots[Int(truncatingIfNeeded: hash) & mask]) }
    return sum
  }

  func callId(of key: KeyEntry) -> Int64? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.hash) & mask
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.isSameKey(as: key) { return entry.callId }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// - Precondition: the key is not in it.
  mutating func insert(_ entry: KeyEntry) {
    entries.append(entry)
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

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    for slot in slots.indices { slots[slot] = 0 }
  }
}
