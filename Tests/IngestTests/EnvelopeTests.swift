import ChargebackModel
import Testing

@testable import Ingest

/// What query services and lists put around their records.
struct EnvelopeTests {
  @Test(arguments: [
    (
      "Kusto, first version",
      """
      {"Tables":[{"TableName":"Table_0","Columns":[{"ColumnName":"id","DataType":"String","ColumnType":"string"}],
      "Rows":[["a"],["b"]]},{"TableName":"Table_1","Columns":[{"ColumnName":"Value","DataType":"String"}],
      "Rows":[["{}"]]},{"TableName":"Table_2","Columns":[{"ColumnName":"Timestamp"},{"ColumnName":"SeverityName"},
      {"ColumnName":"StatusCode"},{"ColumnName":"StatusDescription"}],"Rows":[["x","Info",0,"done"]]},
      {"TableName":"Table_3","Columns":[{"ColumnName":"Ordinal"},{"ColumnName":"Kind"},{"ColumnName":"Name"},
      {"ColumnName":"PrettyName"}],"Rows":[[0,"QueryResult","PrimaryResult",""]]}]}
      """, ["2:9 id=a", "2:15 id=b"]
    ),
    (
      "Kusto, second version",
      """
      [{"FrameType":"DataSetHeader","IsProgressive":false,"Version":"v2.0"},
      {"FrameType":"DataTable","TableId":0,"TableKind":"QueryProperties","TableName":"@ExtendedProperties",
      "Columns":[{"ColumnName":"id","ColumnType":"int"}],"Rows":[[7]]},
      {"FrameType":"DataTable","TableId":1,"TableKind":"PrimaryResult","TableName":"PrimaryResult",
      "Columns":[{"ColumnName":"id","ColumnType":"string"}],"Rows":[["a"],["b"]]},
      {"FrameType":"DataSetCompletion","HasErrors":false,"Cancelled":false}]
      """, ["5:63 id=a", "5:69 id=b"]
    ),
    (
      "Kusto, second version in parts",
      """
      [{"FrameType":"TableHeader","TableId":1,"TableKind":"PrimaryResult","Columns":[{"ColumnName":"id"}]},
      {"FrameType":"TableFragment","TableId":1,"TableFragmentType":"DataAppend","Rows":[["a"]]},
      {"FrameType":"TableFragment","TableId":1,"TableFragmentType":"DataAppend","Rows":[["b"]]},
      {"FrameType":"DataSetCompletion","HasErrors":true}]
      """, ["2:83 id=a", "3:83 id=b", "4:46 partialAnswer!"]
    ),
    (
      "a Kusto answer that ran into a limit",
      """
      {"Tables":[{"Columns":[{"ColumnName":"id"}],"Rows":[["a"],
      {"OneApiErrors":[{"error":{"code":"LimitsExceeded"}}]}]}],"Exceptions":["limit"]}
      """, ["1:53 id=a", "2 partialAnswer!", "2:72 partialAnswer!"]
    ),
    (
      "a page of Cosmos DB", #"{"_rid":"x","Documents":[{"id":"a"},{"id":"b"}],"_count":2}"#,
      ["1:26 id=a", "1:37 id=b"]
    ),
    (
      "a page with another behind it", #"{"value":[{"id":"a"}],"nextLink":"https://harbour.example/2"}"#,
      ["1:11 id=a", "1 page…"]
    ),
    ("a last page", #"{"value":[{"id":"a"}],"nextLink":""}"#, ["1:11 id=a"]),
    (
      "a page of OData", #"{"@odata.nextLink":"https://harbour.example/2","value":[{"id":"a"}]}"#,
      ["1:57 id=a", "1 page…"]
    ),
    (
      "a list of OpenAI", #"{"object":"list","data":[{"id":"a"}],"first_id":"a","last_id":"a","has_more":true}"#,
      ["1:26 id=a", "1 page…"]
    ),
    (
      "an answer that is no list", #"{"object":"list","data":[1],"id":"e"}"#, ["1 object=list data=[1] id=e"]
    ),
  ])
  func recordsAreFound(_ what: String, _ text: String, _ found: [String]) throws {
    #expect(try Scanned.lines(text) == found, "\(what)")
  }

  @Test func aPageWithoutItsLastOneIsAPartialAnswer() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"value":[],"nextLink":"https://harbour.example/2"}"#, "page-1.json")
    try folder.write(#"{"value":[],"nextLink":"https://harbour.example/3"}"#, "page-2.json")
    #expect(try ImportedFiles(folder).codes.filter { $0 == .partialAnswer }.count == 1)
    // A name that sorts before the others: pages are counted, not followed.
    try folder.write(#"{"value":[]}"#, "page-10.json")
    #expect(try ImportedFiles(folder).codes.filter { $0 == .partialAnswer }.count == 0)
  }

  @Test func recordsAsStreamAnalyticsWritesThemToCSVAreRead() throws {
    let folder = try TemporaryFolder()
    let text = """
      Type,message_guid,model,prompt_tokens,completion_tokens,EventEnqueuedUtcTime
      openai-logger,g-1,chat-prod,14,6,2026-09-14T10:20:30.1234567Z
      openai-logger,g-2,chat-prod,15,7,2026-09-14T10:20:31.1234567Z

      """
    try folder.write(text, "job.csv")
    let imported = try ImportedFiles(folder)
    #expect(imported.summary.totals.merged == 2)
    #expect(imported.codes == [])
  }

  @Test(arguments: [(10_000, 1), (30_000, 1), (30_001, 0)])
  func aTableOfExactlyThePortalsMostRowsIsTakenForCut(_ rows: Int, _ notices: Int) throws {
    let text = "id,n\n" + (0..<rows).map { "\($0),1\n" }.joined()
    #expect(try Scanned.lines(text).filter { $0.hasSuffix("partialAnswer!") }.count == notices)
  }
}
