/// Damage to bytes, as disks, editors and broken exports do it.
enum ByteDamage {
  private static let hostile: [UInt8] = Array("\"\"{}[],:\\ 0-eE.x\t'/#\u{7F}".utf8) + [0xFF, 0xC3, 1]

  /// Changes, inserts or takes away one byte, never a line break and never by one.
  static func strike(_ bytes: inout [UInt8], _ random: inout some RandomNumberGenerator) {
    guard !bytes.isEmpty else { return }
    let index = Int.random(in: 0..<bytes.count, using: &random)
    let byte = hostile.randomElement(using: &random)!
    switch Int.random(in: 0...2, using: &random) {
    case 0: bytes[index] = byte
    case 1: bytes.insert(byte, at: index)
    default: bytes.remove(at: index)
    }
  }

  /// Damage of the rougher kind too: a cut, a piece that stands twice, a line break, a zero byte, a run of digits.
  static func maul(_ bytes: inout [UInt8], _ random: inout some RandomNumberGenerator) {
    guard bytes.count > 1 else { return }
    let index = Int.random(in: 0..<bytes.count, using: &random)
    let end = min(bytes.count, index + Int.random(in: 1...200, using: &random))
    switch Int.random(in: 0...19, using: &random) {
    case 0: bytes.removeSubrange(index..<end)
    case 1: bytes.insert(contentsOf: bytes[index..<end], at: index)
    case 2: bytes.removeLast(bytes.count - index)
    case 3: bytes.removeFirst(index)
    case 4: bytes.insert(10, at: index)
    case 5: bytes[index] = 0
    case 6: bytes.replaceSubrange(index..<end, with: Array("9223372036854775807".utf8))
    case 7: bytes.insert(contentsOf: Array("-9223372036854775808".utf8), at: index)
    case 8: bytes.insert(contentsOf: Array("e20".utf8), at: index)
    case 9: bytes.insert(contentsOf: Array("[{\"records\":[{\"value\":[".utf8), at: index)
    default: strike(&bytes, &random)
    }
  }
}
