import ChargebackModel
import TestSupport
import Testing

@testable import Ingest

/// Invariant 9 of the architecture, format by format: ten thousand damages to its records stop no reader, and what it says
/// of them quotes nothing. Many records a file, and no database, so that so many can be had.
@Suite struct RecordMutationTests {
  private static let damages = 10_000
  private static let damagesInAFile: UInt64 = 100

  private static let formats: [String] = SourceFormats.all.map { $0.name }

  @Test(arguments: formats) func noDamageToARecordStopsItsReader(_ format: String) throws {
    let records = try #require(FormatSamples.records[format])
    var known = 0
    for seed in 0..<UInt64(Self.damages) / Self.damagesInAFile {
      var random = SeededGenerator(seed: seed)
      var bytes: [UInt8] = []
      for _ in 0..<Self.damagesInAFile {
        var record = records.randomElement(using: &random)!
        ByteDamage.maul(&record, &random)
        bytes += record + [10]
      }
      known += try read(bytes, "\(format), seed \(seed)")
    }
    // The damage does not hide the records from the reader under test.
    #expect(known > Self.damages / 4)
  }

  /// A capture is one text with all its exchanges, so the text is damaged.
  @Test func noDamageToACaptureStopsItsReader() throws {
    let files = SampleFolder.files(in: "http-capture").filter { $0.hasSuffix(".txt") }
    let texts = try files.map { try SampleFolder.bytes($0) }
    var known = 0
    for seed in 0..<UInt64(Self.damages) / 10 {
      var random = SeededGenerator(seed: seed)
      var bytes = texts.randomElement(using: &random)!
      for _ in 0..<10 { ByteDamage.maul(&bytes, &random) }
      known += try read(bytes, "http-capture, seed \(seed)")
    }
    #expect(known > Self.damages / 40)
  }

  /// Reads all records of a file as the importer would.
  /// - Returns: how many of them some format knows.
  private func read(_ bytes: [UInt8], _ comment: Comment) throws -> Int {
    var known = 0
    let walk = InputWalk(
      formats: SourceFormats.all, dateOrder: nil,
      take: { _, records, _ in
        while let item = try records?.next() {
          switch item {
          case .record(let record, _):
            guard let format = SourceFormats.all.first(where: { $0.recognises(record) }) else { continue }
            known += 1
            do throws(Rejection) { check(try format.read(record), comment) } catch {
              #expect(OwnSentences.hold(error.message), comment)
            }
          case .broken(let rejection, _, _): #expect(OwnSentences.hold(rejection.message), comment)
          case .notice, .page, .nothing: break
          }
        }
      }, note: { _ in })
    try walk.run([InputFile(bytes, named: "damaged")])
    return known
  }

  /// A fragment without a key would join nothing, not even its own copy.
  private func check(_ reading: RecordReading, _ comment: Comment) {
    switch reading {
    case .fragment(let fragment, _): #expect(!fragment.keys.isEmpty, comment)
    case .piece(let piece):
      #expect(!piece.fragment.keys.isEmpty && (0..<piece.body.total).contains(piece.index), comment)
    case .aggregates(let sums): #expect(sums.allSatisfy { $0.value >= 0 }, comment)
    case .event, .ignored: break
    }
  }
}
