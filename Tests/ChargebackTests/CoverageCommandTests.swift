import Foundation
import Testing

/// `report coverage` and `report keys`, by the built program on the samples.
@Suite struct CoverageCommandTests {
  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["report"] + arguments + ["--month", "2026-10", "--database", Samples.database])
  }

  @Test func costsAreEstimatedOnlyOnRequest() throws {
    let plain = try run("coverage", "--format", "csv")
    #expect(plain.code == 0 && !plain.lines[0].contains("estimatedCost"))
    #expect(
      plain.lines[0].hasPrefix(
        "resource,objectId,callerIp,serviceCalls,gatewayCalls,joined,serviceOnly,gatewayOnly,method,"))
    let asked = try run("coverage", "--format", "csv", "--estimate-cost")
    #expect(asked.lines[0].contains(",unchargedCost,currency,estimatedCost,unknownCostCalls,keysListedBy"))
    for kind in ["usage", "statement", "keys"] {
      let refused = try run(kind, "--estimate-cost")
      #expect(refused.code == 2)
      #expect(refused.error.contains("--estimate-cost does not go with it"))
    }
  }

  @Test(arguments: ["coverage", "keys"])
  func theReportsOwnDimensionsCanBeSortedBy(_ kind: String) throws {
    #expect(try run(kind, "--sort", "resource", "--top", "2").code == 0)
    let refused = try run(kind, "--sort", "appId")
    #expect(refused.code == 2)
    #expect(refused.error.contains("appId"))
  }

  @Test func theReportOfKeysShowsWhatTheImportedAccountsSay() throws {
    let folder = try TemporaryFolder()
    let database = folder.path("a.sqlite").path
    try FileManager.default.copyItem(atPath: Samples.database, toPath: database)
    let before = try Program.run(["report", "keys", "--month", "2026-10", "--format", "csv", "--database", database])
    #expect(
      before.lines.contains {
        $0.hasPrefix("harbour-oai-swc,Crew Chat,unknown,") || $0.hasPrefix("harbour-oai-swc,unknown,unknown,")
      })
    let accounts = Project.samples.appending(path: "Directory/resources.az.json").path
    #expect(try Program.run(["resources", "import", accounts, "--database", database]).code == 0)
    let after = try Program.run(["report", "keys", "--month", "2026-10", "--format", "csv", "--database", database])
    #expect(after.lines.contains { $0.hasPrefix("harbour-oai-weu,") && $0.contains(",yes (default),") })
    #expect(
      after.lines.filter { $0.hasPrefix("harbour-oai-swc,") }.allSatisfy {
        $0.contains(",yes,2026-10-20T07:12:44Z by ")
      })
  }
}
