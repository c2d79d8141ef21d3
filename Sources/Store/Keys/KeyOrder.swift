/// Sorts keys, which are mostly of chance: first into drawers by their first bits, then each drawer.
enum KeyOrder {
  private static let drawerBits = 12

  static func sorted(_ entries: [KeyEntry]) -> [KeyEntry] {
    let shift = 64 - UInt64(drawerBits)
    // Where each drawer begins, then where its next key goes.
    var places = [Int](repeating: 0, count: 1 << drawerBits + 1)
    for entry in entries { places[Int(entry.high >> shift) + 1] += 1 }
    for drawer in 1..<places.count { places[drawer] += places[drawer - 1] }
    let starts = places
    return Array(unsafeUninitializedCapacity: entries.count) { sorted, count in
      count = entries.count
      for entry in entries {
        let drawer = Int(entry.high >> shift)
        sorted.initializeElement(at: places[drawer], to: entry)
        places[drawer] += 1
      }
      for drawer in 0..<(starts.count - 1) { sort(&sorted, starts[drawer]..<starts[drawer + 1]) }
    }
  }

  private static func sort(_ entries: inout UnsafeMutableBufferPointer<KeyEntry>, _ drawer: Range<Int>) {
    // Keys that begin alike, such as ids with a time in front.
    if drawer.count > 128 { return entries[drawer].sort { $0.precedes($1) } }
    for index in drawer.dropFirst() {
      let entry = entries[index]
      var place = index
      while place > drawer.lowerBound, entry.precedes(entries[place - 1]) {
        entries[place] = entries[place - 1]
        place -= 1
      }
      entries[place] = entry
    }
  }
}
