import ChargebackModel

@testable import Ingest

/// The samples' records by the format that reads them, as bytes to damage: JSON on a line, or text as it stands.
enum FormatSamples {
  /// So many of each format, the shortest: longer ones would teach no more.
  private static let count = 25

  static let records: [String: [[UInt8]]] = {
    var found: [String: [[UInt8]]] = [:]
    for file in SampleFolder.allLogs {
      let walk = InputWalk(
        formats: SourceFormats.all, dateOrder: nil,
        take: { _, records, _ in
          while let item = try records?.next() {
            guard case .record(let record, _) = item,
              let format = SourceFormats.all.first(where: { $0.recognises(record) })
            else { continue }
            found[format.name, default: []].append(SampleRecord.bytes(record))
          }
        }, note: { _ in })
      try! walk.run([SampleFolder.file(file)])
    }
    return found.mapValues { Array($0.sorted { $0.count < $1.count }.prefix(count)) }
  }()
}
