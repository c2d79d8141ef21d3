import ChargebackModel
import Testing

@testable import Ingest

/// What is said about each file of SampleData/Broken: `place code: message`.
private let said: [(file: String, lines: [String])] = [
  ("cutShort.jsonl", ["3 cutShort: the record ends in the middle"]),
  ("impossibleValue.jsonl", ["3 impossibleValue: completion_tokens is no count of 0 or more"]),
  ("malformed.jsonl", ["2 malformed: the record is not whole JSON"]),
  (
    "missingKey.jsonl",
    [
      "3 missingKey: the record bears no message-id: it stands as a call of its own, beside its request",
      "4 missingKey: the record bears no message-id: it stands as a call of its own, beside its request",
    ]
  ),
  (
    "missingTime.jsonl",
    ["3 missingTime: the record bears no time: unless another record of its call does, no period counts it"]
  ),
  (
    "nothingKnown.txt",
    [
      "1 malformed: the record is neither a JSON record nor the header of a table that is known",
      "2 malformed: the record is neither a JSON record nor the header of a table that is known",
      "3 malformed: the record is neither a JSON record nor the header of a table that is known",
      " nothingKnown: the file holds no record of a format that is known",
    ]
  ),
  (
    "partialAnswer.json",
    ["1:1863 partialAnswer: the answer says that it is incomplete: export again, in smaller spans"]
  ),
  (
    "runningSum.jsonl",
    [
      "2 missingTime: the record is a running sum that names no day: export the posts or the audit documents instead"
    ]
  ),
  ("unknownRecord.jsonl", ["2 unknownRecord: no format knows this record; its fields are harbour, tide, gulls"]),
  ("unterminatedArray.json", ["3 unterminatedArray: the list of records has no end: the export was cut off"]),
]

@Test(arguments: said) func aBrokenFileIsSaidToBeSoWithThePlace(_ file: String, _ lines: [String]) throws {
  let issues = try ImportedSamples(["Broken/\(file)"]).summary.issues
  #expect(issues.map { "\($0.place) \($0.code.rawValue): \($0.message)" } == lines)
  #expect(issues.allSatisfy { $0.path.hasSuffix("SampleData/Broken/\(file)") })
}

/// Every file but `nothingKnown.txt` tells of one sound call, in August.
@Test(arguments: said.map(\.file).filter { $0 != "nothingKnown.txt" })
func theSoundRecordsOfABrokenFileAreRead(_ file: String) throws {
  let store = try ImportedSamples(["Broken/\(file)"]).store
  let time = try #require(try store.timeRange())
  #expect(time.lowerBound.iso8601.hasPrefix("2026-08-0"))
}

/// Each code that reading can give has a file that gives it, named after it.
@Test func everyCodeOfReadingHasABrokenFile() throws {
  let files = Set(
    SampleFolder.files(in: "Broken").compactMap { $0.split(separator: "/").last?.split(separator: ".").first })
  let codes: [IssueCode] = [
    .malformed, .cutShort, .unknownRecord, .missingTime, .impossibleValue, .missingKey, .unterminatedArray,
    .partialAnswer, .nothingKnown,
  ]
  for code in codes {
    #expect(files.contains(Substring(code.rawValue)))
    #expect(
      said.contains {
        $0.file.hasPrefix(code.rawValue + ".") && $0.lines.contains { $0.contains(" \(code.rawValue):") }
      })
  }
}
