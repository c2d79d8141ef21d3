import Testing

@testable import Ingest

/// What matches a skeleton must be valid JSON, and its values those that the parser reads.
@Suite struct SkeletonTests {
  @Test func valuesMayDifferAndListsMayBeOfAnyLength() throws {
    let fields = QuickFields(count: 2)
    let skeleton = try Self.skeleton(#"{"a": {"b": 1}, "c": ["x", "y"], "d": null}"#, ["a.b", "c"])
    try Self.match(skeleton, #"{"a": {"b": "text"}, "c": ["1", "22", "333"], "d": -1.5e-7}"#, fields) { end in
      #expect(end != nil)
      #expect(Self.text(fields[0]) == "text")
      #expect(fields[1].elements?.map(Self.text) == ["1", "22", "333"])
    }
    let others = [
      #"{"a": {"b": 1}, "c": ["x", "y"]}"#, #"{"a": {"b": 1}, "c": ["x","y"], "d": null}"#, #"{"a": {"b": 1}, "c": []"#,
      #"{"a": {"B": 1}, "c": ["x", "y"], "d": null}"#, #"{"a": {"b": 1}, "c": ["x", "y"], "d": null"#,
      #"{"a": {"b": {}}, "c": ["x", "y"], "d": null}"#, "", "{",
    ]
    for other in others { try Self.match(skeleton, other, fields) { #expect($0 == nil, "\(other)") } }
  }

  @Test func fieldsInJSONThatStandsInATextAreFieldsToo() throws {
    let fields = QuickFields(count: 2)
    let skeleton = try Self.skeleton(#"{"p":"{\"a\":\"x\",\"n\":[1]}","q":1}"#, ["p.a", "p.n"])
    try Self.match(skeleton, #"{"p":"{\"a\":\"y ä\",\"n\":[23]}","q":"\n"}"#, fields) { end in
      #expect(end != nil)
      #expect(Self.text(fields[0]) == "y ä")
      #expect(fields[1].elements?.first?.integer == 23)
    }
    try Self.match(skeleton, #"{"p":"{\"a\":\"y\\n\",\"n\":[23]}","q":1}"#, fields) { #expect($0 == nil) }
  }

  @Test func aTextInThePlaceOfAnObjectMayHoldItsFields() throws {
    let fields = QuickFields(count: 1)
    let skeleton = try Self.skeleton(#"{"usage":null}"#, ["usage.in"])
    try Self.match(skeleton, #"{"usage":7}"#, fields) { #expect($0 != nil && fields[0].kind == .missing) }
    try Self.match(skeleton, #"{"usage":"x"}"#, fields) { #expect($0 == nil) }
  }

  @Test(arguments: [
    #"{"a":1,"a":2}"#, #"{"\u0061":1}"#, #"{"a":{}}"#, #"{"a":[]}"#, #"{"a":[[1]]}"#, #"{"a":01}"#, "[1]",
  ])
  func thereIsNoSkeletonOfWhatNeedsTheFormatItself(_ record: String) throws {
    #expect(try Self.made(record, ["a"]) == nil)
  }

  @Test func thereIsNoSkeletonOfALargeRecord() throws {
    func record(_ members: Int, _ name: String) -> String {
      "{" + (0..<members).map { "\"\(name)\($0)\":1" }.joined(separator: ",") + "}"
    }
    #expect(try Self.made(record(900, "m"), ["a"]) != nil)
    #expect(try Self.made(record(1100, "m"), ["a"]) == nil)
    #expect(try Self.made(record(500, String(repeating: "m", count: 200)), ["a"]) == nil)
  }

  @Test(arguments: [(#"{"a":"#, "}"), (#"{"p":"{\"a\":"#, #"}"}"#)])
  func aMatchedValueIsWhatTheParserReads(_ before: String, _ after: String) throws {
    let path = before.contains("p") ? "p.a" : "a"
    let fields = QuickFields(count: 1)
    let skeleton = try Self.skeleton(before + "1" + after, [path])
    var matched = 0
    for value in StrayValues.values {
      let record = Array(before.utf8) + value + Array(after.utf8)
      try Self.match(skeleton, record, fields) { end in
        guard let end else { return }
        matched += 1
        let comment: Comment = "\(value)"
        #expect(end == record.count, comment)
        let (parser, inner) = (JSONParser(), JSONParser())
        var object = try record.withUnsafeBytes { bytes in try parser.parse(bytes, padded: false) }
        if let text = object.member("p")?.utf8 { object = try inner.parse(text, padded: false) }
        let parsed = try #require(object.member("a"))
        #expect(fields[0].text.map(Array.init) == parsed.utf8.map(Array.init), comment)
        #expect(fields[0].integer == parsed.integer, comment)
        #expect((fields[0].kind == .decimal) == (parsed.integer == nil && parsed.double != nil), comment)
        #expect((fields[0].kind == .null) == parsed.isNull, comment)
        #expect((fields[0].kind == .yes) == (parsed.bool == true), comment)
        #expect((fields[0].kind == .no) == (parsed.bool == false), comment)
      }
    }
    #expect(matched > 10)
  }

  /// Every text of a few bytes that mean something, matched from every alignment.
  @Test func textsAreReadByTheLetter() throws {
    let fields = QuickFields(count: 1)
    let skeleton = try Self.skeleton(#"{"a":"x"}"#, ["a"])
    let pieces =
      ["\\", "\"", "n", "u00e4", "ud83d", "ude00", "ä", "€", "😀", "\u{1F}", "x"].map { Array($0.utf8) }
      + [[0xC3], [0xE2, 0x82], [0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]
    let parser = JSONParser()
    for first in pieces {
      for second in pieces {
        for third in pieces {
          let filling = [UInt8](repeating: UInt8(ascii: "f"), count: (first.count * 7 + second.count * 5) % 18)
          let record = Array(#"{"a":""#.utf8) + filling + first + second + third + Array(#""}"#.utf8)
          try Self.match(skeleton, record, fields) { end in
            guard end != nil else { return }
            let object = try record.withUnsafeBytes { bytes in try parser.parse(bytes, padded: false) }
            #expect(end == record.count)
            #expect(fields[0].text.map(Array.init) == object.member("a")?.utf8.map(Array.init), "\(record)")
          }
        }
      }
    }
  }

  // MARK: Skeletons

  private static func skeleton(_ record: String, _ paths: [String]) throws -> Skeleton {
    let made = try made(record, paths)
    return try #require(made)
  }

  private static func made(_ record: String, _ paths: [String]) throws -> Skeleton? {
    let wanted = try #require(WantedFields(paths.compactMap { FieldPath($0) }))
    return bytes(Array(record.utf8)) { SkeletonMaker.skeleton(of: $0, wanted, count: paths.count) { _, _ in true } }
  }

  private static func match(
    _ skeleton: Skeleton, _ record: String, _ fields: QuickFields, _ body: (Int?) throws -> Void
  ) throws {
    try match(skeleton, Array(record.utf8), fields, body)
  }

  /// - Parameter body: gets the matched record's length; the fields live as long as it runs.
  private static func match(
    _ skeleton: Skeleton, _ record: [UInt8], _ fields: QuickFields, _ body: (Int?) throws -> Void
  ) throws {
    try bytes(record) { start in
      fields.removeAll()
      try body(skeleton.match(start, fields).map { $0 - start })
    }
  }

  /// The bytes as a window holds them.
  private static func bytes<Value>(_ record: [UInt8], _ body: (UnsafeRawPointer) throws -> Value) rethrows -> Value {
    try (record + [UInt8](repeating: 0, count: JSONParser.padding)).withUnsafeBytes { try body($0.baseAddress!) }
  }

  private static func text(_ value: QuickValue) -> String? { value.text.map { String(decoding: $0, as: UTF8.self) } }
}
