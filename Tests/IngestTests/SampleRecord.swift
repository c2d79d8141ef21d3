@testable import Ingest

/// One record of a sample, free of the layout that it lay in.
struct SampleRecord {
  let members: [PlainJSON.Member]

  /// As bytes: JSON on a line, or text as it stands.
  static func bytes(_ record: Record) -> [UInt8] {
    if case .csv(let header, let cells) = record.body, texts.contains(header), header != CapturedText.header {
      return Array(cells[0].utf8)
    }
    return Array(SampleRecord(record).json.line.utf8)
  }

  private init(_ record: Record) {
    switch record.body {
    case .object(let value): members = value.members.map { .init(name: $0.name, value: PlainJSON($0.value)) }
    case .row(let header, let cells): members = zip(header.names, cells).map { .init(name: $0, value: PlainJSON($1)) }
    case .csv(let header, let cells): members = zip(header.names, cells).map { .init(name: $0, value: .string($1)) }
    }
  }

  var json: PlainJSON { .object(members) }
  var names: [String] { members.map(\.name) }

  /// Whether it could be a row of a query's answer. The rows that `az` prints have words for what they lack, and only
  /// the object's `TableName` tells.
  var isFlat: Bool { members.allSatisfy(\.value.isScalar) && !names.contains("TableName") }

  /// The sound records of a sample that are JSON or rows of tables; nil for a sample of another kind, such as a stream.
  static func all(in file: String) throws -> [SampleRecord]? {
    var found: [SampleRecord] = []
    var isText = false
    let walk = InputWalk(
      formats: SourceFormats.all, dateOrder: nil,
      take: { _, records, _ in
        while let item = try records?.next() {
          guard case .record(let record, _) = item else { continue }
          if case .csv(let header, _) = record.body, texts.contains(header) { isText = true }
          found.append(SampleRecord(record))
        }
      }, note: { _ in })
    try walk.run([SampleFolder.file(file)])
    return isText || found.isEmpty ? nil : found
  }

  private static let texts = [EventStreamText.header, TextLine.header, CapturedText.header]
}
