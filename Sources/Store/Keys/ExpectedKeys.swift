/// Keys that are about to be asked for, each with whether any run may hold it.
///
/// Each filter is a load from far away in memory. Asked key by key between other work each is waited for; touched before in
/// loops of their own, the processor waits for many at once.
struct ExpectedKeys {
  private var keys: [KeyEntry] = []
  private var areOld: [Bool] = []
  private var next = 0

  /// How far ahead a key is looked for.
  private static let reach = 8

  mutating func removeAll() {
    keys.removeAll(keepingCapacity: true)
    areOld.removeAll(keepingCapacity: true)
    next = 0
  }

  mutating func begin(_ keys: [KeyEntry], _ mayBeOld: (KeyFilter.Probe) -> Bool) {
    removeAll()
    self.keys += keys
    for key in keys { areOld.append(mayBeOld(KeyFilter.Probe(key))) }
  }

  /// Whether the key is the next one, and no run holds it. False says nothing.
  mutating func takeNew(_ key: KeyEntry) -> Bool {
    // Keys of the batch's own were found before, and are not asked for here.
    for place in next..<min(next + ExpectedKeys.reach, keys.count) where keys[place].isSameKey(as: key) {
      next = place + 1
      return !areOld[place]
    }
    return false
  }
}
