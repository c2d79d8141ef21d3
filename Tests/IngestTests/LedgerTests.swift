import ChargebackModel
import Testing

@testable import Ingest

@Suite struct LedgerTests {
  @Test func aClaudeLedgersInputTakesInWhatWasReadFromTheCache() throws {
    let imported = try ImportedSamples(["claude-ledger"])
    #expect(
      try imported.calls([.objectId, .bodyModel]) == [
        "1 × a739d0a9-c49e-4d36-9131-6cb05117c32c claude-sonnet-5"
          + " inputTokens 4100 cachedInputTokens 0 outputTokens 350",
        "1 × a739d0a9-c49e-4d36-9131-6cb05117c32c claude-sonnet-5"
          + " inputTokens 48880 cachedInputTokens 48854 outputTokens 900",
      ])
  }

  @Test func countsThatNoNumberHoldsAreRejected() throws {
    let most = Int64.max
    let read = try ReadRecord.one(
      #"{"id":"c","usageSource":"s","costCoverage":"c","promptTokens":\#(most),"cacheReadTokens":1}"#)
    #expect(read.rejection?.code == .impossibleValue)
  }

  @Test func aStreamCompletionWithoutUsageIsACallWithoutCounts() throws {
    let imported = try ImportedSamples(["stream-completion"])
    #expect(
      try imported.calls([.bodyModel, .region]) == [
        "1 × gpt-4o-mini-2024-07-18 swedencentral",
        "1 × gpt-4o-mini-2024-07-18 swedencentral inputTokens 140 outputTokens 33",
      ])
  }
}
