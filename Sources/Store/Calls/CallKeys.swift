import ChargebackModel

/// The ids of one record as the index keeps them, each once. Most records bear one or two.
package struct CallKeys: Equatable, Sendable {
  private var first: KeyEntry?
  private var second: KeyEntry?
  private var others: [KeyEntry] = []

  package init() {}

  package var count: Int { (first == nil ? 0 : 1) + (second == nil ? 0 : 1) + others.count }

  package func append(to keys: inout [KeyEntry]) {
    for index in 0..<count { keys.append(self[index]) }
  }

  subscript(index: Int) -> KeyEntry {
    switch index {
    case 0: first!
    case 1: second!
    default: others[index - 2]
    }
  }

  /// An empty id names no call, and an id stated twice is one id.
  package mutating func add(_ kind: CallKey.Kind, _ text: String) {
    if !text.isEmpty { add(KeyEntry(CallKey(kind, text))) }
  }

  package mutating func add(_ entry: KeyEntry) {
    for index in 0..<count where self[index].isSameKey(as: entry) { return }
    if first == nil {
      first = entry
    } else if second == nil {
      second = entry
    } else {
      others.append(entry)
    }
  }
}
