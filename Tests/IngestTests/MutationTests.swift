import ChargebackModel
import Store
import TestSupport
import Testing

@testable import Ingest

/// Invariant 9 of the architecture: no input stops a reader. A piece of each sample is damaged in several places at once.
@Test(arguments: SampleFolder.allLogs)
func noDamageStopsTheReader(_ file: String) throws {
  let sample = try SampleFolder.bytes(file)
  let store = try Store(path: ":memory:")
  for seed in UInt64(0)..<12 {
    var random = SeededGenerator(seed: seed)
    var bytes = piece(of: sample, &random)
    for _ in 0...Int.random(in: 0...12, using: &random) { ByteDamage.maul(&bytes, &random) }
    try check(bytes, store, "\(file), seed \(seed)")
  }
}

/// Up to 6 KB from the beginning or from some line on.
private func piece(of sample: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
  guard sample.count > 6000, Bool.random(using: &random) else { return Array(sample.prefix(6000)) }
  let start = Int.random(in: 0..<sample.count, using: &random)
  let line = sample[start...].firstIndex(of: 10).map { $0 + 1 } ?? 0
  return Array(sample[line...].prefix(6000))
}

private func check(_ bytes: [UInt8], _ store: Store, _ comment: Comment) throws {
  let folder = try TemporaryFolder()
  let input = try InputFile.expand([folder.write(bytes, "input")])
  let summary = try Importer(store).run(input)
  #expect(summary.totals.records == Int64(try items(of: input)), comment)
  for file in summary.files {
    let balance = file.balance
    #expect(balance.merged + balance.duplicates + balance.rejected + balance.ignored == balance.records, comment)
  }
  for issue in summary.issues { #expect(OwnSentences.hold(issue.message), "\(comment): \(issue.message)") }
}

/// Records, damaged ones too, counted without the importer.
private func items(of input: [InputFile]) throws -> Int {
  var count = 0
  let walk = InputWalk(
    formats: SourceFormats.all, dateOrder: nil,
    take: { _, records, _ in
      while let item = try records?.next() {
        switch item {
        case .record, .broken, .nothing: count += 1
        case .notice, .page: break
        }
      }
    }, note: { _ in })
  try walk.run(input)
  return count
}
