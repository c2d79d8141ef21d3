import ChargebackModel

@testable import Store

/// Sums by key in a dictionary, against which the sorted lines and bytes are tested.
struct SumTable {
  private(set) var entries: [SumKey: SumEntry] = [:]

  mutating func add(_ key: SumKey, _ entry: SumEntry, times sign: Int64 = 1) {
    entries[key, default: SumEntry()].add(entry, times: sign)
    if entries[key]?.isNothing == true { entries[key] = nil }
  }

  mutating func add(_ other: SumTable) {
    for (key, entry) in other.entries { add(key, entry) }
  }

  /// As `SumBytes` writes them.
  var bytes: [UInt8] {
    var writer = SumBytes.Writer(capacity: 0)
    for (key, entry) in entries.sorted(by: { $0.key < $1.key }) { writer.append(key, entry) }
    return writer.bytes
  }
}
