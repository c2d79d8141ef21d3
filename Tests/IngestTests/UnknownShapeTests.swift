import ChargebackModel
import Testing

@testable import Ingest

struct UnknownShapeTests {
  @Test func recordsThatNoFormatKnowsAreSummedByTheirFields() throws {
    let folder = try TemporaryFolder()
    let text = """
      {"berth":1,"note":"CONFIDENTIAL-PROMPT"}
      {"berth":2,"note":"x"}
      {"crane":1}
      {"berth":3,"note":"y"}

      """
    try folder.write(text, "home-made.jsonl")
    let imported = try ImportedFiles(folder)
    let unknown = imported.summary.issues.filter { $0.code == .unknownRecord }
    #expect(unknown.map(\.place) == ["1", "3"])
    #expect(
      unknown.map(\.message) == [
        "no format knows this record and 2 more like it; its fields are berth, note",
        "no format knows this record; its fields are crane",
      ])
    #expect(imported.summary.totals.rejected == 4)
  }

  @Test func aThousandShapesAreNotAThousandLines() throws {
    let folder = try TemporaryFolder()
    try folder.write((0..<1000).map { "{\"field\($0)\":1}\n" }.joined(), "home-made.jsonl")
    let imported = try ImportedFiles(folder)
    #expect(imported.codes.filter { $0 == .unknownRecord }.count == 51)
    #expect(imported.summary.totals.rejected == 1000)
  }
}
