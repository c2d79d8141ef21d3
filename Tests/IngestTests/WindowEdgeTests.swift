import TestSupport
import Testing

@testable import Ingest

/// Every layout and every damage in one text, small enough to put the window's edge everywhere.
private let text = """
  \u{FEFF}{"id":1,"a":"x\\"y"}\r
  {
    "id": 2
  }
  [{"id":3},{"id":4}][
    {
      "id" 5
    },
    {"id":6}
  ]
  {"records":[{"id":7},
  {"id":8}]}{"_rid":"[","Documents":[{"id":9}],"_count":1}
  {"tables":[{"name":"T","columns":[{"name":"id"},{"name":"b"}],"rows":[[10,"x"],[11],
  [12,null]]}],"error":{"code":"PartialError"}}
  no JSON
  b,id
  "x, ""y""
  z",13
  14
  id,c
  "",15
  {"id" oops}
  {"id":16,"a":"
  {"id":17}
  \u{1E}{"id":NaN}
  [{"id":18},
  {"id":19,"a":"é🐟
  """

@Test func theEdgeOfTheWindowMayFallAnywhere() throws {
  let expected = try Scanned.lines(text)
  #expect(
    expected == [
      "1 id=1 a=x\"y", "2 id=2", "5:2 id=3", "5:11 id=4", "6:3 malformed", "9:3 id=6", "11:13 id=7", "12 id=8",
      "12:36 id=9", "13:71 id=10 b=x", "13:80 malformed", "14 id=12 b=null", "14:22 partialAnswer!", "15 malformed",
      "17 b=x, \"y\"\nz id=13", "19 malformed", "21 id= c=15", "22 malformed", "23 malformed", "24 id=17",
      "25:2 malformed",
      "26:2 id=18", "27 cutShort", "27:21 unterminatedArray!",
    ])
  for capacity in 1...300 { #expect(try Scanned.lines(text, capacity: capacity) == expected, "capacity \(capacity)") }
}

@Test func howThePipeCutsItsBytesDoesNotMatter() throws {
  let bytes = Array(text.utf8)
  let expected = try Scanned.lines(text)
  for seed in UInt64(0)..<20 {
    var random = SeededGenerator(seed: seed)
    var chunks: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 1...80, using: &random))
      chunks.append(Array(bytes[start..<end]))
      start = end
    }
    let found = try OpenBytes.pipe(chunks) { try Scanned.lines(ByteWindow(descriptor: $0, capacity: 16)) }
    #expect(found == expected, "seed \(seed)")
  }
}

@Test func damagedTextGivesTheSameItemsThroughAnyWindow() throws {
  for seed in UInt64(0)..<150 {
    var random = SeededGenerator(seed: seed)
    var bytes = Array(text.utf8)
    for _ in 0...Int.random(in: 0...6, using: &random) { ByteDamage.maul(&bytes, &random) }
    let expected = try Scanned.lines(bytes)
    let capacity = Int.random(in: 1...120, using: &random)
    #expect(try Scanned.lines(bytes, capacity: capacity) == expected, "seed \(seed)")
  }
}
