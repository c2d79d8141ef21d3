import TestSupport
import Testing

@testable import Tokenizer

@Test func theLowestRankIsFoundThroughAllLevels() {
  let seed = UInt64.random(in: 0...UInt64.max)
  var random = SeededGenerator(seed: seed)
  var tree = RankTree()
  for count in [1, 2, 63, 64, 65, 300, 4_096, 4_097, 9_000] {
    var ranks = (0..<count).map { _ in Int32.random(in: 0...50, using: &random) }
    tree.reset(count: count)
    for (position, rank) in ranks.enumerated() { tree.set(rank, at: position) }
    tree.build(count: count)
    for _ in 0..<60 {
      let positions = (0..<3).map { _ in Int.random(in: 0..<count, using: &random) }.sorted()
      for position in positions {
        ranks[position] = Bool.random(using: &random) ? Vocabulary.none : Int32.random(in: 0...50, using: &random)
        tree.set(ranks[position], at: position)
      }
      tree.changed(positions[0], positions[1], positions[2])
      // Half of the time the lowest goes, so that whole blocks run empty.
      let expected = ranks.indices.filter { ranks[$0] < Vocabulary.none }.min { (ranks[$0], $0) < (ranks[$1], $1) }
      let found = tree.lowest()
      #expect(found?.position == expected, "seed \(seed), count \(count)")
      #expect(found?.rank == expected.map { ranks[$0] }, "seed \(seed), count \(count)")
      if let position = expected {
        ranks[position] = Vocabulary.none
        tree.set(Vocabulary.none, at: position)
        tree.changed(position, position, position)
      }
    }
  }
}

@Test func aTreeWithoutRanksHasNoLowest() {
  var tree = RankTree()
  for count in [1, 64, 65, 5_000] {
    tree.reset(count: count)
    for position in 0..<count { tree.set(Vocabulary.none, at: position) }
    tree.build(count: count)
    #expect(tree.lowest() == nil)
  }
}

@Test(arguments: TokenEncoding.allCases) func mergingIsThatOfThePlainAlgorithm(_ encoding: TokenEncoding) throws {
  let vocabulary = try Vocabulary(encoding, file: encoding.bundledVocabulary.unpacked())
  var merger = WordMerger(vocabulary)
  let seed = UInt64.random(in: 0...UInt64.max)
  var random = SeededGenerator(seed: seed)
  for alphabet in ["a", "ab", "aeiou", "ACGTacgt", " ", "=-", "中国人民的", "😀👩🏽‍🚀", "éÉ\u{301}"] {
    for most in [3, 30, 70, 400] {
      let letters = Array(alphabet.unicodeScalars)
      let count = Int.random(in: 1...most, using: &random)
      let word = Array((0..<count).map { _ in String(letters.randomElement(using: &random)!) }.joined().utf8)
      var found: [UInt32] = []
      word.withUnsafeBufferPointer { word in
        merger.merge(TokenBytes(start: word.baseAddress!, count: word.count), into: &found)
      }
      #expect(found == plainlyMerged(word, vocabulary), "seed \(seed), of \(alphabet)")
    }
  }
}

/// tiktoken's own description: while some adjacent pair is a token, merge the leftmost of lowest rank.
private func plainlyMerged(_ word: [UInt8], _ vocabulary: Vocabulary) -> [UInt32] {
  func rank(_ bytes: ArraySlice<UInt8>) -> Int32 {
    bytes.withUnsafeBufferPointer { vocabulary.rank(TokenBytes(start: $0.baseAddress!, count: $0.count)) }
  }
  var starts = Array(0...word.count)
  while starts.count > 2 {
    let pairs = (0..<starts.count - 2).map { rank(word[starts[$0]..<starts[$0 + 2]]) }
    let lowest = pairs.min()!
    if lowest == Vocabulary.none { break }
    starts.remove(at: pairs.firstIndex(of: lowest)! + 1)
  }
  return zip(starts, starts.dropFirst()).map { UInt32(rank(word[$0..<$1])) }
}
