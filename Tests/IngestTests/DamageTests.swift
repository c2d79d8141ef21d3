import ChargebackModel
import TestSupport
import Testing

@testable import Ingest

@Test(arguments: [
  ("a damaged line", "{\"id\":1}\n{\"id\" oops 2}\n{\"id\":3}\n", ["1 id=1", "2 malformed", "3 id=3"]),
  ("a line that is not JSON", "{\"id\":1}\nHTTP 200\n{\"id\":3}\n", ["1 id=1", "2 malformed", "3 id=3"]),
  ("a number that is none", "{\"id\":1}\n{\"id\":NaN}\n{\"id\":3}\n", ["1 id=1", "2 malformed", "3 id=3"]),
  ("a string without its end", "{\"id\":1}\n{\"id\":\"2}\n{\"id\":3}\n", ["1 id=1", "2 malformed", "3 id=3"]),
  ("an object without its end", "{\"id\":1}\n{\"id\":{\"b\":2}\n{\"id\":3}\n", ["1 id=1", "2 malformed", "3 id=3"]),
  ("a last line cut short", "{\"id\":1}\n{\"id\":2,\"a\":\"x", ["1 id=1", "2 cutShort"]),
  ("a last object cut short", "{\"id\":1}\n{\n  \"id\": 2,\n", ["1 id=1", "2 cutShort"]),
  ("a first line whose beginning is lost", "\"a\":7}\n{\"id\":1}\n", ["1 malformed", "2 id=1"]),
  (
    "a damaged object among printed ones", "{\n  \"id\": 1\n}\n{\n  \"id\" 2,\n  \"a\": {\n  }\n}\n{\n  \"id\": 3\n}\n",
    ["1 id=1", "4 malformed", "9 id=3"]
  ),
  (
    "a damaged element of a pretty array",
    "[\n  {\n    \"id\": 1\n  },\n  {\n    \"id\" 2,\n    \"a\": [\n      {}\n    ]\n  },\n  {\n    \"id\": 3\n  }\n]\n",
    ["2:3 id=1", "5:3 malformed", "11:3 id=3"]
  ),
  (
    "a damaged element of an array with an element a line",
    "[{\"id\":1},\n{\"id\" 2},\n{\"id\":3},\n{\"id\":4}]\n{\"id\":5}\n",
    ["1:2 id=1", "2 malformed", "3 id=3", "4 id=4", "5 id=5"]
  ),
  (
    "a damaged first element of an array",
    "[{\"id\" 1},\n{\"id\":2},\n{\"id\":3}]\n{\"id\":5}\n",
    ["1:2 malformed", "2 id=2", "3 id=3", "4 id=5"]
  ),
  (
    "a damaged last element of an array", "[\n{\"id\":1},\n{\"id\" 2}\n]\n{\"id\":5}\n",
    ["2 id=1", "3 malformed", "5 id=5"]
  ),
  (
    "a number that is none in an array on one line", "[{\"id\":1},{\"id\":NaN},{\"id\":3}]",
    ["1:2 id=1", "1:11 malformed", "1:22 id=3"]
  ),
  (
    "a damaged element of an array on one line", "[{\"id\":1},{\"id\" 2,\"a\":[\"}\"]}, {\"id\":3}]\n{\"id\":4}\n",
    ["1:2 id=1", "1:11 malformed", "1:31 id=3", "2 id=4"]
  ),
  (
    "one that hides its end loses those behind it", "[{\"id\":1},{\"id\":{2},{\"id\":3}]\n{\"id\":4}\n",
    ["1:2 id=1", "1:11 malformed", "2 id=4"]
  ),
  (
    "a damaged batch among batches",
    "{\"records\":[{\"id\":1}]}\n{\"records\":[{\"id\" 2}]}\n{\"records\":[{\"id\":3}]}\n",
    ["1:13 id=1", "2:13 malformed", "3:13 id=3"]
  ),
  ("elements that are no records", "[1,\n{\"id\":2}]", ["1:2 malformed", "2 id=2"]),
  (
    "a row of the wrong width",
    "{\"tables\":[{\"columns\":[{\"name\":\"id\"}],\"rows\":[[1],[2,3],[4]]}]}",
    ["1:47 id=1", "1:51 malformed", "1:57 id=4"]
  ),
  (
    "a damaged row among rows with a line of their own",
    "{\"tables\":[{\"columns\":[{\"name\":\"id\"}],\"rows\":[[1],\n[2 2],\n[3],\n[4]]}]}\n{\"id\":5}\n",
    ["1:47 id=1", "2 malformed", "3 id=3", "4 id=4", "5 id=5"]
  ),
  (
    "rows before their columns", "{\"tables\":[{\"rows\":[[1]],\"columns\":[{\"name\":\"id\"}]}]}\n{\"id\":2}\n",
    ["1:20 malformed", "2 id=2"]
  ),
  (
    "a row of CSV of the wrong width", "id,a\n1,2\n3\n4,5,6\n7,8\n",
    ["2 id=1 a=2", "3 malformed", "4 malformed", "5 id=7 a=8"]
  ),
  ("a stray quote in CSV", "id,a\n1,2\n3,x\"y\"\n4,5\n", ["2 id=1 a=2", "3 malformed", "4 id=4 a=5"]),
  ("a quote of CSV that is never closed", "id,a\n1,2\n3,\"x\n4,5\n", ["2 id=1 a=2", "3 cutShort", "4 id=4 a=5"]),
  ("CSV whose header nobody knows", "x,y\n1,2\n", ["1 malformed", "2 malformed"]),
  ("a stray closing bracket", "{\"id\":1}\n]\n{\"id\":2}\n", ["1 id=1", "2 malformed", "3 id=2"]),
])
func damageCostsTheDamagedRecordOnly(_ what: String, _ text: String, _ expected: [String]) throws {
  let found = try Scanned.lines(text)
  #expect(found == expected)
}

@Test(arguments: [(100, "2 id=2"), (2000, "2 malformed")])
func deepNestingEndsWithItsRecord(_ depth: Int, _ second: String) throws {
  let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  let found = try Scanned.lines("{\"id\":1}\n{\"a\":\(deep),\"id\":2}\n{\"id\":3}\n")
  #expect(found.map { $0.replacing(" a=\(deep)", with: "") } == ["1 id=1", second, "3 id=3"])
}

@Test func oneDamagedLineTakesNoOtherWithIt() throws {
  for seed in UInt64(0)..<400 {
    var random = SeededGenerator(seed: seed)
    var lines = (1...6).map { Array("{\"a\":[{\"b\":\"x\\\"\"}],\"n\":-1.5,\"id\":\($0)}".utf8) }
    let damaged = Int.random(in: 0..<6, using: &random)
    for _ in 0...Int.random(in: 0...2, using: &random) { ByteDamage.strike(&lines[damaged], &random) }
    let found = try Scanned.lines(Array(lines.joined(separator: [10])), capacity: 64)
    for id in 1...6 where id - 1 != damaged {
      #expect(found.contains { $0.hasSuffix(" n=-1.5 id=\(id)") }, "seed \(seed): record \(id) is lost: \(found)")
    }
  }
}

@Test func aLineThatIsTooLongIsSkippedAndTheNextIsRead() throws {
  let long = "{\"id\":2,\"a\":\"" + String(repeating: "x", count: ByteWindow.limit) + "\"}\n"
  let text = "{\"id\":1}\n" + long + "{\"id\":3}\n"
  #expect(try Scanned.lines(text) == ["1 id=1", "2 tooLong", "3 id=3"])
}

@Test(arguments: [
  ("{\"id\":1}\n{\"id\":\"LONG\"}\n{\"id\":3}\n", ["1 id=1", "2 tooLong", "3 id=3"]),
  ("{\"id\":1}\n{\"id\":\"LONG", ["1 id=1", "2 tooLong"]),
  ("{\"id\":1}\nLONG\n{\"id\":3}\n", ["1 id=1", "2 tooLong", "3 id=3"]),
  ("[{\"id\":1},\n{\"id\":\"LONG\"},\n{\"id\":3},\n{\"id\":4}]\n", ["1:2 id=1", "2 tooLong", "3 id=3", "4 id=4"]),
  ("id,a\n1,2\n3,LONG\n4,5\n", ["2 id=1 a=2", "3 tooLong", "4 id=4 a=5"]),
  ("id,a\n1,2\n3,\"x\n4,5\n6,LONG\n7,8\n", ["2 id=1 a=2", "3 tooLong", "4 id=4 a=5", "5 tooLong", "6 id=7 a=8"]),
])
func whatIsTooLongCostsItselfOnly(_ text: String, _ expected: [String]) throws {
  for capacity in [1, 100, 256, 1024] {
    let long = text.replacing("LONG", with: String(repeating: "x", count: 3000))
    let lines = try OpenBytes.file(Array(long.utf8)) {
      try Scanned.lines(ByteWindow(descriptor: $0, capacity: capacity, limit: 1024))
    }
    #expect(lines == expected, "capacity \(capacity)")
  }
}

@Test func aPrintedObjectThatIsTooLongEndsWhereTheNextBeginsWhereverTheWindowEnds() throws {
  for filler in 0..<1030 {
    let lines =
      String(repeating: "    \"x\",\n", count: 150) + "    \"" + String(repeating: "y", count: filler) + "\"\n"
    let text = "{\"id\":1}\n{\n  \"a\": [\n" + lines + "  ]\n}\n{\"id\":3}\n"
    let found = try OpenBytes.file(Array(text.utf8)) {
      try Scanned.lines(ByteWindow(descriptor: $0, capacity: 1024, limit: 1024))
    }
    #expect(found == ["1 id=1", "2 tooLong", "157 id=3"], "\(filler) bytes of filler")
  }
}
