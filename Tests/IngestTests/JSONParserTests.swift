import Testing

@testable import Ingest

@Test func valuesAreReadAsTheyAreWritten() throws {
  let parser = JSONParser()
  let root = try parser.parse(
    #"{"text":"a\u0000b\u20ac\n🐟","whole":-9223372036854775808,"large":18446744073709551615,"decimal":1.5,"#
      + #""yes":true,"none":null,"list":[1,"2"],"object":{"x":1}}"#)
  #expect(root.members.map(\.name) == ["text", "whole", "large", "decimal", "yes", "none", "list", "object"])
  #expect(root.member("text")?.string == "a\0b€\n🐟")
  #expect(root.member("whole")?.integer == .min)
  #expect(root.member("large")?.integer == nil)
  #expect(root.member("decimal")?.double == 1.5)
  #expect(root.member("decimal")?.integer == nil)
  #expect(root.member("yes")?.bool == true)
  #expect(root.member("none")?.string == nil)
  #expect(root.member("list")?.elements.count == 2)
  #expect(root.member("object")?.member("x")?.integer == 1)
}

@Test func aMemberIsFoundByItsNameExactlyOrInAnyLetterCase() throws {
  let parser = JSONParser()
  let root = try parser.parse(#"{"CorrelationId":1,"correlationid":2}"#)
  #expect(root.member("correlationid")?.integer == 2)
  #expect(root.member("correlationId") == nil)
  #expect(root.member("correlationId", anyCase: true)?.integer == 1)
  #expect(root.member("correlation", anyCase: true) == nil)
  #expect(root.member("") == nil)
}

@Test func whatIsNoContainerHasNothingInIt() throws {
  let parser = JSONParser()
  for text in ["1", "\"a\"", "null", "[]", "{}"] {
    let root = try parser.parse(text)
    #expect(root.elements.isEmpty)
    #expect(root.members.isEmpty)
    #expect(root.member("a") == nil)
  }
}

@Test(arguments: ["", " ", "{", "[1,]", "{\"a\":NaN}", "{} {}", "\"\u{1}\"", "{'a':1}", "01"])
func whatIsNoJSONIsRefused(_ text: String) {
  let parser = JSONParser()
  #expect(throws: JSONParser.Malformed.self) { try parser.parse(text) }
  // A parser that failed goes on with the next text.
  #expect(throws: Never.self) { try parser.parse("{}") }
}

@Test func bytesThatAreNotUTF8AreRefused() {
  let parser = JSONParser()
  for byte: UInt8 in [0xFF, 0xC3, 0x80] {
    let bytes = [UInt8](#"{"a":""#.utf8) + [byte] + [UInt8](#""}"#.utf8)
    bytes.withUnsafeBytes { text in
      #expect(throws: JSONParser.Malformed.self) { try parser.parse(text, padded: false) }
    }
  }
}

@Test func aByteOrderMarkBeforeAWholeFileIsSkipped() throws {
  let parser = JSONParser()
  #expect(try parser.parse("\u{FEFF}[1]").elements.count == 1)
}

@Test func textsInsideOfTextsLiveUntilTheNextRecord() throws {
  let nested = NestedJSON()
  let texts = (0..<5).map { #"{"n":"\#($0)"}"# }
  for _ in 0..<3 {
    let values = texts.map { text in
      var text = text
      return text.withUTF8 { nested.parse(UnsafeRawBufferPointer($0)) }
    }
    #expect(values.map { $0?.member("n")?.string } == ["0", "1", "2", "3", "4"])
    nested.reset()
  }
}
