/// Bytes that lie in memory.
final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - place)
    bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[place..<(place + count)])) }
    place += count
    return count
  }

  func seek(_ offset: Int64, fromEnd: Bool) -> Int64? {
    let target = fromEnd ? Int64(bytes.count) + offset : offset
    guard (0...Int64(bytes.count)).contains(target) else { return nil }
    place = Int(target)
    return target
  }
}
