import TestSupport
import Testing

@testable import Ingest

@Suite struct UTF16SourceTests {
  /// Hands out its bytes in steps of one to five.
  private final class Steps: ByteSource {
    private var rest: ArraySlice<UInt8>
    private var generator: SeededGenerator

    init(_ bytes: [UInt8], seed: UInt64) {
      rest = bytes[...]
      generator = SeededGenerator(seed: seed)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
      let part = rest.prefix(min(buffer.count, Int.random(in: 1...5, using: &generator)))
      buffer.copyBytes(from: part)
      rest = rest.dropFirst(part.count)
      return part.count
    }
  }

  private func decoded(_ bytes: [UInt8], isBigEndian: Bool, seed: UInt64) throws -> [UInt8] {
    let source = UTF16Source(Steps(bytes, seed: seed), isBigEndian: isBigEndian)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(seed % 7) + 1, alignment: 1)
    defer { buffer.deallocate() }
    var all: [UInt8] = []
    while case let count = try source.read(into: buffer), count > 0 { all += buffer.prefix(count) }
    return all
  }

  private func bytes(_ units: [UInt16], isBigEndian: Bool) -> [UInt8] {
    units.flatMap { isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  /// The standard library mends halves of characters in the same way.
  @Test(arguments: 0..<200 as Range<UInt64>, [false, true])
  func decodesAnyCodeUnitsAsTheStandardLibraryDoes(_ seed: UInt64, _ isBigEndian: Bool) throws {
    var random = SeededGenerator(seed: seed)
    let units = (0..<Int.random(in: 0...60, using: &random)).map { _ in
      switch Int.random(in: 0...4, using: &random) {
      case 0: UInt16.random(in: 0xD800...0xDFFF, using: &random)
      case 1: UInt16.random(in: 0...0xFFFF, using: &random)
      default: UInt16.random(in: 1...0x7F, using: &random)
      }
    }
    let marked = [0xFEFF] + units
    let expected = Array(String(decoding: units, as: UTF16.self).utf8)
    #expect(try decoded(bytes(marked, isBigEndian: isBigEndian), isBigEndian: isBigEndian, seed: seed) == expected)
  }

  @Test func anOddByteAtTheEndIsAnUnknownCharacter() throws {
    #expect(try decoded([0xFF, 0xFE, 0x41, 0, 0x42], isBigEndian: false, seed: 3) == Array("A\u{FFFD}".utf8))
    #expect(try decoded([0xFF, 0xFE, 0x3D, 0xD8], isBigEndian: false, seed: 3) == Array("\u{FFFD}".utf8))
  }

  @Test func placesAreThoseOfTheSameTextInUTF8() throws {
    let text = "{\"id\":\"é🐟\"} {\"id\":2}\r\n[{\"id\":3},\n {oops}]\n"
    let units = bytes([0xFEFF] + Array(text.utf16), isBigEndian: false)
    let lines = try Scanned.lines(ByteWindow(UTF16Source(MemorySource(units), isBigEndian: false), capacity: 3))
    #expect(lines == (try Scanned.lines(text)))
    #expect(lines.count == 4)
  }

  @Test func whatIsDecodedToNoTextIsNotRead() throws {
    let folder = try TemporaryFolder()
    try folder.write([0xFF, 0xFE] + Array(repeating: [7, 0, 0, 0], count: 9).flatMap { $0 }, "binary")
    try folder.write([0xFF, 0xFE, 0, 0, 0x7B, 0, 0, 0, 0x7D, 0, 0, 0], "utf32")
    let imported = try ImportedFiles(folder)
    #expect(imported.codes == [.nothingKnown, .nothingKnown])
    #expect(imported.summary.totals.records == 0)
  }

  @Test func anEmptyTextHoldsNoRecords() throws {
    let folder = try TemporaryFolder()
    try folder.write([0xFF, 0xFE], "empty.json")
    let issues = try ImportedFiles(folder).summary.issues
    #expect(issues.map(\.message) == ["the file holds no records"])
  }
}
