import ChargebackModel

/// Makes one of several parts of a sum, side by side in the order of their keys, so that it takes no more memory than their
/// bytes: the parts of a month may have an entry for each of a million callers.
enum SumMerge {
  /// - Parameter parts: as `SumBytes` writes them.
  /// - Returns: nil where the parts take each other away.
  static func merged(_ parts: [[UInt8]]) -> [UInt8]? {
    var writer = SumBytes.Writer(capacity: parts.reduce(0) { max($0, $1.count) })
    read(parts[...], []) { writer.append($0, $1) }
    return writer.bytes.isEmpty ? nil : writer.bytes
  }

  /// Goes down to where the bytes of all parts are within reach, and hands out their sums.
  private static func read(
    _ parts: ArraySlice<[UInt8]>, _ readers: [SumBytes.Reader], _ take: (SumKey, SumEntry) -> Void
  ) {
    if let part = parts.first {
      part.withUnsafeBytes { read(parts.dropFirst(), readers + [SumBytes.Reader($0)], take) }
    } else {
      add(readers, take)
    }
  }

  private static func add(_ readers: [SumBytes.Reader], _ take: (SumKey, SumEntry) -> Void) {
    var readers = readers
    var heads = readers.indices.map { readers[$0].next() }
    while let least = heads.lazy.compactMap({ $0?.key }).min() {
      var sum = SumEntry()
      for index in heads.indices {
        guard let head = heads[index], head.key == least else { continue }
        sum.add(head.entry)
        heads[index] = readers[index].next()
      }
      if !sum.isNothing { take(least, sum) }
    }
  }
}
