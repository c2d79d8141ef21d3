import ChargebackModel
import Store
import Testing

@testable import Ingest

/// A sample gives the same calls, events and sums whatever it is exported in. `FileWrapping` and `RecordLayout` say what
/// fits what.
@Suite struct SameInEveryContainerTests {
  /// A long log repeats itself: so many records of it are laid out anew.
  private static let most = 15

  private static let samples = SampleFolder.allLogs.filter { !$0.hasPrefix("Broken/") }

  @Test(arguments: samples) func wrappingChangesNothing(_ sample: String) throws {
    let bytes = try SampleFolder.bytes(sample)
    let expected = try content(of: [bytes])
    for wrapping in FileWrapping.allCases {
      guard let wrapped = wrapping.bytes(of: bytes) else { continue }
      let found = try content(of: [wrapped])
      #expect(found == expected, "\(wrapping)")
    }
  }

  @Test(arguments: samples) func layingOutChangesNothing(_ sample: String) throws {
    guard let records = try SampleRecord.all(in: sample)?.prefix(Self.most) else { return }
    let expected = try content(of: #require(try RecordLayout.lines.files(of: Array(records))))
    for layout in RecordLayout.allCases {
      guard let files = try layout.files(of: Array(records)) else { continue }
      let found = try content(of: files)
      #expect(found == expected, "\(layout)")
    }
  }

  /// Lines of JSON say what the sample itself says, so what follows from them follows from the sample. Not in Capture's
  /// files: there the hub's time stands in for a missing one.
  @Test(arguments: samples.filter { !$0.hasSuffix(".avro") })
  func theRecordsByThemselvesSayWhatTheSampleSays(_ sample: String) throws {
    guard let records = try SampleRecord.all(in: sample) else { return }
    let expected = try content(of: [try SampleFolder.bytes(sample)])
    let found = try content(of: #require(try RecordLayout.lines.files(of: records)))
    #expect(found == expected)
  }

  @Test func everyContainerFitsManySamples() throws {
    let samples = try Self.samples.map { ($0, try SampleRecord.all(in: $0) ?? []) }
    for layout in RecordLayout.allCases {
      let fitting = try samples.filter { try !$1.isEmpty && layout.files(of: Array($1.prefix(1))) != nil }
      #expect(fitting.count > (layout.takesFlatRecordsOnly ? 25 : 60), "\(layout)")
    }
    for wrapping in FileWrapping.allCases {
      let fitting = try Self.samples.filter { wrapping.bytes(of: try SampleFolder.bytes($0)) != nil }
      #expect(fitting.count > 70, "\(wrapping)")
    }
  }

  private func content(of files: [[UInt8]]) throws -> [String] {
    try StoredContent.lines(ImportedFiles(files).store)
  }
}
