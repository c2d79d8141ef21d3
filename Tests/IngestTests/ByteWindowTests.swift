import Foundation
import Testing

@testable import Ingest

/// Reads everything through steps of a few bytes and tells where each line began.
private func text(of window: ByteWindow, step: Int) throws -> [UInt8] {
  var text: [UInt8] = []
  while try window.ensure(step) || window.count > 0 {
    let count = min(step, window.count)
    text += window.bytes.prefix(count)
    window.advance(count)
  }
  return text
}

@Test(arguments: [1, 2, 3, 7, 64, 1000], [1, 2, 5, 100])
func aWindowOfAnySizeShowsAllBytes(_ capacity: Int, _ step: Int) throws {
  let bytes = (0..<5000).map { UInt8(truncatingIfNeeded: $0 * 31) }
  try OpenBytes.file(bytes) { descriptor in
    let window = ByteWindow(descriptor: descriptor, capacity: capacity)
    let found = try text(of: window, step: step)
    #expect(found == bytes)
    #expect(window.consumed == 5000)
    #expect(window.atEnd)
  }
}

@Test func aWindowKnowsTheLineAndColumnOfItsFirstByte() throws {
  try OpenBytes.file(Array("ab\n\ncde\r\n".utf8)) { descriptor in
    let window = ByteWindow(descriptor: descriptor, capacity: 4)
    var places: [String] = []
    while try window.ensure(1) {
      places.append("\(window.line):\(window.column)")
      window.advance(1)
    }
    #expect(places == ["1:1", "1:2", "1:3", "2:1", "3:1", "3:2", "3:3", "3:4", "3:5"])
    #expect(window.line == 4 && window.column == 1)
  }
}

@Test func aPipeThatGivesAFewBytesAtATimeIsReadToItsEnd() throws {
  let text = "{\"id\":1}\n[{\"id\":2},\n{\"id\":3}]\nid\n4\n"
  let chunks = Array(text.utf8).map { [$0] }
  let lines = try OpenBytes.pipe(chunks) { try Scanned.lines(ByteWindow(descriptor: $0)) }
  #expect(lines == ["1 id=1", "2:2 id=2", "3 id=3", "5 id=4"])
}

@Test func sixtyFourMegabytesPassThroughAWindowOfOne() throws {
  let record = "{\"a\":\"" + String(repeating: "x", count: (1 << 16) - 20) + "\",\"id\":1}\n"
  let chunk = Array(String(repeating: record, count: 16).utf8)
  try OpenBytes.pipe(Array(repeating: chunk, count: 64)) { descriptor in
    let window = ByteWindow(descriptor: descriptor)
    let scanner = RecordScanner(window) { _ in false }
    var records = 0
    while let item = try scanner.next() {
      guard case .record = item else { break }
      records += 1
      #expect(window.capacity == 1 << 20)
    }
    #expect(records == 1024)
    #expect(window.consumed == Int64(64 * chunk.count))
  }
}

@Test(arguments: ["{\"a\":\"", "[[", "x", "id,a\n1,\"", "{\n", "[{\"id\":1},{\"a\":[\""])
func aStreamWithoutAnEndNeverOutgrowsTheLimit(_ beginning: String) throws {
  let limit = 1 << 16
  let chunk = Array(repeating: UInt8(ascii: "x"), count: 1 << 14)
  try OpenBytes.pipe([Array(beginning.utf8)] + Array(repeating: chunk, count: 64)) { descriptor in
    let window = ByteWindow(descriptor: descriptor, capacity: 1 << 12, limit: limit)
    let scanner = RecordScanner(window) { $0.names.contains("id") }
    var largest = 0
    while try scanner.next() != nil { largest = max(largest, window.capacity) }
    #expect(largest <= limit)
    #expect(window.consumed == Int64(beginning.utf8.count + (1 << 20)))
  }
}

@Test func aFolderCannotBeRead() throws {
  let folder = open(SampleFolder.path(""), O_RDONLY)
  defer { close(folder) }
  let window = ByteWindow(descriptor: folder)
  let failure = #expect(throws: FileFailure.self) { try window.ensure(1) }
  #expect(failure?.reason.isEmpty == false)
}
