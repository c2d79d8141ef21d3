/// The tokens of an encoding. A token's id is its rank: of two pairs in a word, that of lower rank is merged first.
///
/// One flat open-addressing table finds a token by its bytes. Memory is never moved after `init`, so plain pointers do.
// Unchecked: nothing is written after the initializer.
final class Vocabulary: @unchecked Sendable {
  /// Stands for "no such token". Higher than every rank, and ranks have 18 bits, so that they can be packed.
  static let none = Int32(rankBits)

  let count: Int
  /// The rank of each byte.
  let ofByte: UnsafeMutablePointer<Int32>
  /// The rank of each pair of bytes, or `none`, at `first * 256 + second`.
  let ofBytePair: UnsafeMutablePointer<Int32>
  /// All tokens' bytes, in order of rank.
  private let bytes: UnsafeMutablePointer<UInt8>
  /// Where each token begins in `bytes`, and a last entry for the end.
  private let starts: UnsafeMutablePointer<UInt32>
  /// Lower 18 bits: rank + 1. Upper bits: the hash's uppermost. Zero: free. Small, to stay in the processor's cache.
  private let slots: UnsafeMutablePointer<UInt32>
  private let slotMask: Int
  /// One bit for each value of the hash's uppermost 22 bits: zero when no token has such a hash. Most candidates in a
  /// merge are no tokens; this half megabyte says so without waiting for `slots`, which is mostly out of cache.
  private let filter: UnsafeMutablePointer<UInt8>

  /// Reads a tiktoken file: one token a line in order of rank, `base64 rank`.
  init(_ encoding: TokenEncoding, file: [UInt8]) throws(TokenizerError) {
    count = file.count { $0 == UInt8(ascii: "\n") }
    precondition(count < Vocabulary.none, "\(encoding.rawValue) has more tokens than 18 bits can number")
    let capacity = max(2, count * 2 - 1)
    slotMask = (1 << (Int.bitWidth - capacity.leadingZeroBitCount)) - 1
    ofByte = .filled(256, with: Vocabulary.none)
    ofBytePair = .filled(65_536, with: Vocabulary.none)
    bytes = .filled(file.count, with: 0)
    starts = .filled(count + 1, with: 0)
    slots = .filled(slotMask + 1, with: 0)
    filter = .filled(1 << 19, with: 0)

    var lines = VocabularyLines(file)
    for rank in 0..<count {
      let token = bytes + Int(starts[rank])
      guard let length = lines.next(rank: rank, into: token) else { throw .notAToken(encoding, line: rank + 1) }
      starts[rank + 1] = starts[rank] + UInt32(length)
      insert(TokenBytes(start: token, count: length), rank: rank)
    }
    // Without every byte there would be texts without tokens.
    guard lines.isAtEnd, (0..<256).allSatisfy({ ofByte[$0] != Vocabulary.none }) else {
      throw .notAToken(encoding, line: count + 1)
    }
  }

  deinit {
    ofByte.deallocate()
    ofBytePair.deallocate()
    bytes.deallocate()
    starts.deallocate()
    slots.deallocate()
    filter.deallocate()
  }

  /// The rank of the token with these bytes, or `none`.
  @inline(__always)
  func rank(_ candidate: TokenBytes) -> Int32 {
    let hash = candidate.hash
    let (byte, bit) = Vocabulary.filterBit(hash)
    if filter[byte] & bit == 0 { return Vocabulary.none }
    let mark = Vocabulary.mark(hash)
    var slot = Int(truncatingIfNeeded: hash) & slotMask
    while true {
      let entry = slots[slot]
      if entry == 0 { return Vocabulary.none }
      if entry & ~Vocabulary.rankBits == mark {
        let rank = Int32(truncatingIfNeeded: entry & Vocabulary.rankBits) &- 1
        if token(Int(rank)).equals(candidate) { return rank }
      }
      slot = (slot &+ 1) & slotMask
    }
  }

  /// The bytes of the token with this rank, which must exist.
  @inline(__always)
  func token(_ rank: Int) -> TokenBytes {
    TokenBytes(start: bytes + Int(starts[rank]), count: Int(starts[rank + 1] - starts[rank]))
  }

  private static let rankBits: UInt32 = (1 << 18) - 1

  @inline(__always)
  private static func mark(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: hash >> 32) & ~rankBits
  }

  @inline(__always)
  private static func filterBit(_ hash: UInt64) -> (byte: Int, bit: UInt8) {
    (Int(truncatingIfNeeded: hash &>> 45), 1 &<< UInt8(truncatingIfNeeded: (hash &>> 42) & 7))
  }

  private func insert(_ token: TokenBytes, rank: Int) {
    let hash = token.hash
    var slot = Int(truncatingIfNeeded: hash) & slotMask
    while slots[slot] != 0 { slot = (slot + 1) & slotMask }
    slots[slot] = Vocabulary.mark(hash) | UInt32(rank + 1)
    let (byte, bit) = Vocabulary.filterBit(hash)
    filter[byte] |= bit
    if token.count == 1 { ofByte[Int(token.start[0])] = Int32(rank) }
    if token.count == 2 { ofBytePair[Int(token.start[0]) << 8 | Int(token.start[1])] = Int32(rank) }
  }
}

extension UnsafeMutablePointer {
  fileprivate static func filled(_ count: Int, with value: Pointee) -> UnsafeMutablePointer {
    let pointer = allocate(capacity: count)
    pointer.initialize(repeating: value, count: count)
    return pointer
  }
}
