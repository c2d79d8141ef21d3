import CSV
import TestSupport
import Testing

@Test func readsPlainQuotedAndEmptyCells() throws {
  let rows = try CSVRow.read("model,price\ngpt-4o,\"2,50\"\n,\"\"\n")
  #expect(rows.map(\.cells) == [["model", "price"], ["gpt-4o", "2,50"], ["", ""]])
}

@Test func aDoubledQuoteIsOneQuote() throws {
  #expect(try CSVRow.read("\"say \"\"hi\"\"\",\"\"\"\"").map(\.cells) == [["say \"hi\"", "\""]])
}

@Test func aRowKnowsTheLineItBeginsOn() throws {
  let rows = try CSVRow.read("a,\"1\n2\r\n3\r4\"\n\nb,5\n")
  #expect(rows.map(\.line) == [1, 6])
  #expect(rows.map(\.cells) == [["a", "1\n2\r\n3\r4"], ["b", "5"]])
}

@Test(arguments: [
  "a,b\nc,d", "a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "\u{FEFF}a,b\r\nc,d", "\n\na,b\n\n\nc,d\n\n",
])
func lineEndsByteOrderMarksAndEmptyLinesDoNotMatter(_ text: String) throws {
  #expect(try CSVRow.read(text).map(\.cells) == [["a", "b"], ["c", "d"]])
}

@Test(arguments: ["", "\u{FEFF}", "\n\r\n"]) func aTextOfNothingHasNoRows(_ text: String) throws {
  #expect(try CSVRow.read(text).isEmpty)
}

@Test func spacesAreKeptAndATrailingCommaIsAnEmptyCell() throws {
  #expect(try CSVRow.read(" a , b,\n").map(\.cells) == [[" a ", " b", ""]])
}

@Test(arguments: [
  ("a,b\nc,\"d\ne\n", 2, "never closed"),
  ("\"", 1, "never closed"),
  ("a\n\"b\"c\n", 2, "follows a closing quote"),
  ("a\n\"b\nc\" \n", 3, "follows a closing quote"),
  ("a\nb\n5\" disk\n", 3, "inside a cell"),
  ("a, \"b\"\n", 1, "inside a cell"),
])
func aMisplacedQuoteIsAnErrorWithItsLine(_ text: String, line: Int, words: String) {
  let error = #expect(throws: CSVError.self) { try CSVRow.read(text) }
  #expect(error?.line == line)
  #expect(error?.message.contains(words) == true)
}

@Test func anErrorReadsAsASentenceWithItsLine() {
  #expect(
    "\(CSVError(line: 17, "a quote is opened and never closed"))" == "line 17: a quote is opened and never closed")
}

@Test func whatIsWrittenIsReadBack() throws {
  let alphabet = ["a", ",", "\"", "\n", "\r", "\r\n", " ", "é", "🦊", "\u{301}", "=", "'", "\0", "ש"]
  for seed in UInt64(0)..<300 {
    var random = SeededGenerator(seed: seed)
    var rows = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      (0..<Int.random(in: 1...4, using: &random)).map { _ in text(of: alphabet, upTo: 5, &random) }
    }
    // A byte order mark is data anywhere but at the very beginning.
    if !rows.isEmpty { rows.append(["\u{FEFF}"]) }
    let written = rows.map(CSV.line).joined()
    #expect(try CSVRow.read(written).map(\.cells) == rows, "seed \(seed): \(written.debugDescription)")
  }
}

@Test func anyTextIsRefusedForAQuoteOrReadAlikeAfterWritingItAgain() throws {
  let alphabet = ["a", ",", "\"", "\"", "\n", "\r", "\u{FEFF}"]
  for seed in UInt64(0)..<1000 {
    var random = SeededGenerator(seed: seed)
    let text = "x" + text(of: alphabet, upTo: 12, &random)
    guard let rows = try? CSVRow.read(text).map(\.cells) else {
      #expect(text.contains("\""), "seed \(seed): \(text.debugDescription)")
      continue
    }
    #expect(try CSVRow.read(rows.map(CSV.line).joined()).map(\.cells) == rows, "seed \(seed): \(text.debugDescription)")
  }
}

private func text(of alphabet: [String], upTo length: Int, _ random: inout SeededGenerator) -> String {
  (0..<Int.random(in: 0...length, using: &random)).map { _ in alphabet.randomElement(using: &random)! }.joined()
}
