/// Byte pair encoding of a word that is no token itself: the adjacent pair of lowest rank is merged, over and over, until
/// no pair is a token.
///
/// A pair is judged by its bytes, as in tiktoken (`src/lib.rs`), not by how they came together. One merger serves the
/// words of one text after the other and keeps its memory.
struct WordMerger: ~Copyable {
  private let vocabulary: Vocabulary
  private var tree = RankTree()
  /// By the position of a part's first byte: its token and the first bytes of the parts before and after it.
  private var parts = UnsafeMutablePointer<Part>.allocate(capacity: 64)
  private var capacity = 64

  private struct Part {
    var token: Int32
    var previous: Int32
    var next: Int32
  }

  init(_ vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  deinit {
    parts.deallocate()
  }

  /// Appends the word's tokens to `sink`. The word has at least one byte and fewer than 2^31.
  mutating func merge(_ word: TokenBytes, into sink: inout some TokenSink) {
    split(word)
    while let (rank, position) = tree.lowest() {
      let removed = Int(parts[position].next)
      let end = Int(parts[removed].next)
      parts[position].token = rank
      parts[position].next = Int32(truncatingIfNeeded: end)
      tree.set(Vocabulary.none, at: removed)
      if end < word.count {
        parts[end].previous = Int32(truncatingIfNeeded: position)
        tree.set(self.rank(word, position, Int(parts[end].next)), at: position)
      } else {
        tree.set(Vocabulary.none, at: position)
      }
      var previous = position
      if position > 0 {
        previous = Int(parts[position].previous)
        tree.set(self.rank(word, previous, end), at: previous)
      }
      tree.changed(previous, position, removed)
    }
    var position = 0
    while position < word.count {
      sink.append(UInt32(truncatingIfNeeded: parts[position].token))
      position = Int(parts[position].next)
    }
  }

  /// Makes each byte a part.
  private mutating func split(_ word: TokenBytes) {
    precondition(word.count < Int(Int32.max), "a word of 2 GiB")
    if word.count > capacity {
      parts.deallocate()
      capacity = word.count + word.count / 2
      parts = .allocate(capacity: capacity)
    }
    tree.reset(count: word.count)
    for position in 0..<word.count {
      let index = Int32(truncatingIfNeeded: position)
      let byte = Int(word.start[position])
      parts[position] = Part(token: vocabulary.ofByte[byte], previous: index &- 1, next: index &+ 1)
      guard position &+ 1 < word.count else {
        tree.set(Vocabulary.none, at: position)
        break
      }
      tree.set(vocabulary.ofBytePair[byte << 8 | Int(word.start[position &+ 1])], at: position)
    }
    tree.build(count: word.count)
  }

  @inline(__always)
  private func rank(_ word: TokenBytes, _ start: Int, _ end: Int) -> Int32 {
    vocabulary.rank(TokenBytes(start: word.start + start, count: end &- start))
  }
}
