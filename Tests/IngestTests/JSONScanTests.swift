import Testing

@testable import Ingest

private func scan(_ text: String, from start: Int = 0) -> JSONScan.Outcome {
  Array(text.utf8).withUnsafeBytes { JSONScan.value($0, from: start) }
}

@Test(arguments: [
  ("{}", 2), ("[] rest", 2), (#"{"a":1}{"b":2}"#, 7), ("{\n  \"a\": [1, {\"b\": null}]\n}\n", 27),
  (#""text" "#, 6), (#""a\"b\\" "#, 8), ("12.5e-3,", 7), ("NaN ", 3), (#"{"a":"{[,:"}"#, 12),
])
func findsTheEndOfAValue(_ text: String, _ end: Int) {
  #expect(scan(text) == .complete(end))
}

@Test(arguments: ["{", "[1", #"{"a"#, #"{"a":"#, #"{"a":1"#, #"{"a":"\"#, #"{"a":"b\""#, "12", "[[[[", #"["a","#])
func aTextThatStopsInsideAValueIsUnfinished(_ text: String) {
  #expect(scan(text) == .unfinished)
}

@Test(arguments: [
  (#"{"a" oops"#, 5), (#"{"a":1 "b":2}"#, 7), (#"{"a":1,}"#, 7), ("{1:2}", 1), ("[1 2]", 3), ("[,1]", 1), ("[1}", 2),
  ("{]", 1), (#"{"a"}"#, 4), (#"{"a"::1}"#, 5), ("{\"a\":\"x\n{\"b\":2}", 7), ("{\"a\":1\n{\"b\":2}", 7), ("]", 0),
  (":", 0), (#"{"a":'b'}"#, 5), ("\u{7F}", 0),
])
func noticesDamageWhereItStands(_ text: String, _ offset: Int) {
  #expect(scan(text) == .broken(offset))
}

@Test(arguments: [(JSONScan.depthLimit, true), (JSONScan.depthLimit + 1, false)])
func deepNestingIsTakenForDamage(_ depth: Int, _ isWhole: Bool) {
  let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  #expect(scan(text) == (isWhole ? .complete(2 * depth) : .broken(JSONScan.depthLimit)))
}

@Test func scanningMayBeginAnywhere() {
  #expect(scan(#"  {"a":1} "#, from: 2) == .complete(9))
}
