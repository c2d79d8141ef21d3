import Foundation
import Testing

/// The JSON of the command line's contract, letter by letter.
@Suite struct EnvelopeTests {
  private let folder: TemporaryFolder
  private let app = "3b914b1b-f1ea-467d-90ab-29bd7ace201a"

  init() throws {
    folder = try TemporaryFolder()
    // Two calls; the second response comes twice.
    try folder.file(
      "events.jsonl",
      """
      {"event-time":"10/1/2026 12:00:00 AM","message-id":"one","appid":"\(app)","operationname":"C","messages":"[]"}
      {"event-time":"10/1/2026 12:00:01 AM","message-id":"one","appid":"\(app)","choices":"[]",\
      "operation":"chat.completion","model":"gpt-4o","modeltime":"8","completion_tokens":"6","prompt_tokens":"14",\
      "total_tokens":"20"}
      {"event-time":"10/31/2026 11:59:58 PM","message-id":"two","appid":"\(app)","operationname":"C","messages":"[]"}
      {"event-time":"10/31/2026 11:59:59 PM","message-id":"two","appid":"\(app)","choices":"[]",\
      "operation":"chat.completion","model":"gpt-4o","modeltime":"8","completion_tokens":"6","prompt_tokens":"16",\
      "total_tokens":"22"}
      {"event-time":"10/31/2026 11:59:59 PM","message-id":"two","appid":"\(app)","choices":"[]",\
      "operation":"chat.completion","model":"gpt-4o","modeltime":"8","completion_tokens":"6","prompt_tokens":"16",\
      "total_tokens":"22"}

      """)
    try folder.file("deployments.csv", "deployment,model,deploymentType\nchat,gpt-4o,global\n")
    try folder.file(
      "prices.csv",
      """
      model,meter,unit,price,currency
      gpt-4o,input,1M,2.5,USD
      gpt-4o,output,1M,10,USD

      """)
  }

  @Test func ingestWritesTheContractsSummary() throws {
    let outcome = try run("ingest", "events.jsonl", "--json")
    #expect(
      outcome.text == """
        {
          "schema": "chargeback/ingest/1",
          "files": [
            {"path": "events.jsonl", "format": "apim-event-hub", "bytes": 1029, "records": 5, "merged": 4, \
        "duplicates": 1, "rejected": 0, "ignored": 0}
          ],
          "totals": {"files": 1, "bytes": 1029, "records": 5, "merged": 4, "duplicates": 1, "rejected": 0, \
        "ignored": 0, "newCalls": 2},
          "issues": [],
          "moreIssues": []
        }

        """)
    #expect(
      outcome.error == """
        events.jsonl: apim-event-hub: 5 records = 4 merged + 1 duplicate + 0 rejected + 0 ignored
        1 file: 5 records = 4 merged + 1 duplicate + 0 rejected + 0 ignored; 2 new calls

        """)
  }

  @Test func ingestNamesEachIssueWithItsPlace() throws {
    try folder.file("bad.jsonl", "no JSON\n{\"tide\": 3,\n")
    let outcome = try run("ingest", "bad.jsonl", "--json", "--quiet")
    #expect(
      outcome.text == """
        {
          "schema": "chargeback/ingest/1",
          "files": [
            {"path": "bad.jsonl", "format": null, "bytes": 20, "records": 2, "merged": 0, "duplicates": 0, \
        "rejected": 2, "ignored": 0}
          ],
          "totals": {"files": 1, "bytes": 20, "records": 2, "merged": 0, "duplicates": 0, "rejected": 2, \
        "ignored": 0, "newCalls": 0},
          "issues": [
            {"code": "malformed", "path": "bad.jsonl", "place": "1", \
        "message": "the record is neither a JSON record nor the header of a table that is known"},
            {"code": "cutShort", "path": "bad.jsonl", "place": "2", "message": "the record ends in the middle"},
            {"code": "nothingKnown", "path": "bad.jsonl", "place": "", \
        "message": "the file holds no record of a format that is known"}
          ],
          "moreIssues": []
        }

        """)
  }

  @Test func theUsageReportHasTheContractsEnvelope() throws {
    for arguments in [["ingest", "events.jsonl"], ["deployments", "import", "deployments.csv"]] {
      #expect(try run(arguments).code == 0)
    }
    #expect(try run("prices", "import", "prices.csv").code == 0)
    let outcome = try run(
      "report", "usage", "--month", "2026-10", "--format", "json", "--by", "appId,model", "--strict")
    #expect(outcome.code == 0)
    #expect(outcome.error == "")
    #expect(
      outcome.text == """
        {
          "schema": "chargeback/report/1",
          "report": "usage",
          "period": {"from": "2026-10-01T00:00:00Z", "to": "2026-11-01T00:00:00Z", "timeZone": "UTC"},
          "currency": "USD",
          "groupBy": ["appId", "model"],
          "filters": [],
          "rows": [
            {"appId": "\(app)", "model": "gpt-4o", "calls": 2, "inputTokens": 30, "cachedInputTokens": 0, \
        "outputTokens": 12, "reasoningTokens": 0, "totalTokens": 42, "cost": "0.000195", "unpricedCalls": 0, \
        "unmeteredCalls": 0}
          ],
          "totals": {"calls": 2, "inputTokens": 30, "cachedInputTokens": 0, "outputTokens": 12, \
        "reasoningTokens": 0, "totalTokens": 42, "cost": "0.000195", "unpricedCalls": 0, "unmeteredCalls": 0},
          "completeness": {"calls": 2, "priced": 2, "unpriced": 0, "unmetered": 0, "estimated": 0, \
        "rejectedRecords": 0, "unjoinedServiceRecords": 0, \
        "copiesLeftOut": 0, "copiesSuspected": 0, "assumedDeploymentType": 0, "complete": true},
          "issues": [],
          "notes": [
            "Prices: 2 imported rows (prices.csv)."
          ],
          "sources": [
            {"format": "apim-event-hub", "calls": 2}
          ]
        }

        """)
  }

  @Test func theStatementHasTheSameEnvelope() throws {
    func keys(_ kind: String) throws -> [Substring] {
      let text = try Samples.report([kind, "--month", "2026-10", "--format", "json"], of: Samples.database)
      return text.split(separator: "\n").filter { $0.hasPrefix("  \"") }.map { $0.split(separator: "\"")[1] }
    }
    #expect(
      try keys("usage") == [
        "schema", "report", "period", "currency", "groupBy", "filters", "rows", "totals", "completeness", "issues",
        "notes", "sources",
      ])
    // A statement also names the days that stand out.
    #expect(try keys("statement") == keys("usage") + ["dayReview"])
  }

  @Test func whatIsNotKnownIsNullAndNotZero() throws {
    let rows = try Samples.report("--month", "2026-10", "--by", "app,model").rows
    let unpriced = rows.filter { $0["model"] as? String == "house-llm-7b" }
    #expect(!unpriced.isEmpty)
    for row in unpriced { #expect(row["cost"] is NSNull && (row["inputTokens"] as? Int ?? 0) > 0) }
    #expect(rows.contains { $0["model"] is NSNull } && rows.contains { $0["app"] is NSNull })
    #expect(!rows.contains { $0["app"] as? String == "unknown" })
  }

  private func run(_ arguments: String...) throws -> Program.Outcome { try run(arguments) }
  private func run(_ arguments: [String]) throws -> Program.Outcome { try Program.run(arguments, in: folder.url) }
}
