import ChargebackModel
import Testing

@testable import Ingest

/// What the formats make of one record, as the importer would ask them.
struct ReadRecord {
  let format: String
  var fragment: CallFragment?
  var notices: [IssueCode] = []
  var rejection: Rejection?

  /// Whether it is a sound record of something that is no call.
  var isNoCall: Bool { fragment == nil && rejection == nil }

  /// Reads all records of a text, each of which some format must know.
  static func all(_ text: String) throws -> [ReadRecord] {
    try OpenBytes.file(Array(text.utf8)) { descriptor in
      let scanner = RecordScanner(ByteWindow(descriptor: descriptor)) { header in
        SourceFormats.all.contains { $0.recognises(header) }
      }
      var records: [ReadRecord] = []
      while let item = try scanner.next() {
        guard case .record(let record, _) = item else { throw NoRecord() }
        let format = try #require(SourceFormats.all.first { $0.recognises(record) }, "no format knows the record")
        records.append(ReadRecord(format, record))
      }
      return records
    }
  }

  struct NoRecord: Error {}

  private init(_ format: any RecordFormat, _ record: Record) {
    self.format = format.name
    do throws(Rejection) {
      if case .fragment(let fragment, let notices) = try format.read(record) {
        self.fragment = fragment
        self.notices = notices.map(\.code)
      }
    } catch {
      rejection = error
    }
  }

  /// The only record of a text.
  static func one(_ text: String) throws -> ReadRecord {
    let records = try all(text)
    try #require(records.count == 1)
    return records[0]
  }

  /// What the only record of a text says about its call.
  static func call(_ text: String) throws -> Call { try #require(try one(text).fragment).call }

  /// All records of a text taken as one call. The order is tried both ways, for it must not matter.
  static func joined(_ text: String) throws -> Call {
    let calls = try all(text).compactMap(\.fragment?.call)
    var there = Call()
    var back = Call()
    for call in calls { there.join(call) }
    for call in calls.reversed() { back.join(call) }
    #expect(there == back)
    return there
  }
}

extension Call {
  /// Input and output tokens as reported.
  var tokens: [Int64?] { [reported.inputTokens, reported.outputTokens] }

  /// `2026-10-01T08:00:00Z`, or nil.
  var when: String? { time?.value.iso8601 }
}
