import ChargebackModel
import TestSupport
import Testing

@testable import Ingest

@Test(arguments: [
  ("nothing", "", []),
  ("a byte order mark and empty lines", "\u{FEFF}\r\n\n  \n", []),
  ("lines", "{\"id\":1}\n{\"id\":2}\n", ["1 id=1", "2 id=2"]),
  ("a last line without its end", "{\"id\":1}\n{\"id\":2}", ["1 id=1", "2 id=2"]),
  ("lines with CRLF", "{\"id\":1}\r\n\r\n{\"id\":2}\r\n", ["1 id=1", "3 id=2"]),
  ("lines behind a byte order mark", "\u{FEFF}{\"id\":1}\n{\"id\":2}\n", ["1 id=1", "2 id=2"]),
  ("two files joined, each with its mark", "\u{FEFF}{\"id\":1}\n\u{FEFF}{\"id\":2}\n", ["1 id=1", "2 id=2"]),
  ("objects on one line", "{\"id\":1}{\"id\":2} {\"id\":3}", ["1 id=1", "1:9 id=2", "1:18 id=3"]),
  ("indented objects", "  {\"id\":1}\n\t{\"id\":2}", ["1:3 id=1", "2:2 id=2"]),
  (
    "objects printed over many lines", "{\n  \"id\": 1,\n  \"a\": {\n    \"b\": 2\n  }\n}\n{\n  \"id\": 3\n}\n",
    ["1 id=1 a={1:b=2}", "7 id=3"]
  ),
  ("JSON text sequences of RFC 7464", "\u{1E}{\"id\":1}\n\u{1E}{\"id\":2}\n", ["1:2 id=1", "2:2 id=2"]),
  ("an array", "[{\"id\":1},{\"id\":2}]", ["1:2 id=1", "1:11 id=2"]),
  ("an array with an element a line", "[{\"id\":1},\n{\"id\":2}]\n", ["1:2 id=1", "2 id=2"]),
  ("a pretty array", "[\n  {\n    \"id\": 1\n  },\n  {\n    \"id\": 2\n  }\n]\n", ["2:3 id=1", "5:3 id=2"]),
  ("an empty array", "[]", []),
  ("arrays in an array", "[[{\"id\":1}],[],[{\"id\":2}]]", ["1:3 id=1", "1:17 id=2"]),
  ("an array without an end", "[{\"id\":1},\n{\"id\":2},\n", ["1:2 id=1", "2 id=2", "3 unterminatedArray!"]),
  ("records in an envelope", "{\"records\":[{\"id\":1},{\"id\":2}]}", ["1:13 id=1", "1:22 id=2"]),
  ("an envelope without records", "{\"records\":[]}", []),
  (
    "envelopes one behind the other", "{\"records\":[{\"id\":1}]}\n{\"records\":[{\"id\":2}]}\n",
    ["1:13 id=1", "2:13 id=2"]
  ),
  ("envelopes in an array", "[{\"records\":[{\"id\":1}]},{\"records\":[{\"id\":2}]}]", ["1:14 id=1", "1:37 id=2"]),
  ("a page of ARM", "{\"value\":[{\"id\":1}],\"nextLink\":null}", ["1:11 id=1"]),
  (
    "a page of Cosmos, its list in the middle", "{\"_rid\":\"x=\",\"Documents\":[{\"id\":1}],\"_count\":1}",
    ["1:27 id=1"]
  ),
  (
    "a page whose link stands first, printed", "{\n  \"nextLink\": \"[{\",\n  \"value\": [\n    {\"id\": 1}\n  ]\n}\n",
    ["4:5 id=1", "1 page…"]
  ),
  (
    "an envelope without an end", "{\"records\":[{\"id\":1},{\"id\":2}",
    ["1:13 id=1", "1:22 id=2", "1:30 unterminatedArray!"]
  ),
  (
    "the tables of a query",
    "{\"tables\":[{\"name\":\"T\",\"columns\":[{\"name\":\"id\",\"type\":\"int\"},{\"name\":\"a\"}],"
      + "\"rows\":[[1,\"x\"],\n[2,null]]}]}",
    ["1:84 id=1 a=x", "2 id=2 a=null"]
  ),
  (
    "two tables of a query with columns of their own",
    "{\"tables\":[{\"columns\":[{\"name\":\"id\"}],\"rows\":[[1]]},\n{\"columns\":[\"b\"],\"rows\":[[2]]}]}",
    ["1:47 id=1", "2:26 b=2"]
  ),
  (
    "an answer that says it is partial", "{\"tables\":[],\"error\":{\"code\":\"PartialError\"}}",
    ["1:22 partialAnswer!"]
  ),
  ("CSV", "id,a\n1,x\n2,\n", ["2 id=1 a=x", "3 id=2 a="]),
  ("CSV of a spreadsheet", "\u{FEFF}id,a\r\n\"1\",\"x,\"\"y\"\"\"\r\n", ["2 id=1 a=x,\"y\""]),
  (
    "CSV with cells of many lines", "a,id\n\"{\n  \"\"b\"\": 1\n}\",1\n\"\",2\n",
    ["2 a={\n  \"b\": 1\n} id=1", "5 a= id=2"]
  ),
  ("CSV whose times bear the portal's label", "id,t [UTC],u [Local]\n1,2,3\n", ["2 id=1 t=2 u [Local]=3"]),
  ("CSV tables one behind the other", "id,a\n1,2\nb,id\n3,4\nb,id\n5,6\n", ["2 id=1 a=2", "4 b=3 id=4", "6 b=5 id=6"]),
  ("CSV and JSON behind it", "id\n1\n{\"id\":2}\n[{\"id\":3}]", ["2 id=1", "3 id=2", "4:2 id=3"]),
  ("JSON and CSV behind it", "{\"id\":2}\nid\n1\n", ["1 id=2", "3 id=1"]),
  (
    "everything in one file",
    "{\"id\":1}\n[{\"id\":2}]{\"records\":[{\"id\":3}]}\n{\"tables\":[{\"columns\":[{\"name\":\"id\"}],\"rows\":[[4]]}]}\n"
      + "id\n5\n{\n\"id\": 6\n}\n{\"value\":[{\"id\":7}]}",
    ["1 id=1", "2:2 id=2", "2:23 id=3", "3:47 id=4", "5 id=5", "6 id=6", "9:11 id=7"]
  ),
])
func cutsAFileIntoItsRecords(_ layout: String, _ text: String, _ expected: [String]) throws {
  let found = try Scanned.lines(text)
  #expect(found == expected)
}

@Test func recordsInAnyMixtureOfLayoutsComeOutInOrder() throws {
  for seed in UInt64(0)..<150 {
    var random = SeededGenerator(seed: seed)
    let file = RandomLayouts(&random)
    let lines = try Scanned.lines(file.text, capacity: Int.random(in: 1...600, using: &random))
    #expect(lines.map { String($0.split(separator: " ").last!) } == file.ids.map { "id=\($0)" }, "seed \(seed)")
  }
}
