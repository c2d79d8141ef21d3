import ChargebackModel
import Testing

@testable import Ingest

/// Reads the field `n` of a record as a count.
private func count(_ record: String) throws -> Int64? {
  try OpenBytes.file(Array(record.utf8)) { descriptor in
    let scanner = RecordScanner(ByteWindow(descriptor: descriptor)) { $0.names.contains("n") }
    guard case .record(let record, _) = try scanner.next() else { throw ReadRecord.NoRecord() }
    return try record["n"]?.count("n")
  }
}

@Test(arguments: [
  ("14", 14), ("\"14\"", 14), ("[14]", 14), ("[\"14\"]", 14), ("14.0", 14), ("\"14.0\"", 14), ("1.4e1", 14), ("0", 0),
  ("1000000000000", 1_000_000_000_000),
])
func readsACountHoweverItIsWritten(_ value: String, _ expected: Int64) throws {
  #expect(try count("{\"n\":\(value)}") == expected)
}

@Test(arguments: ["null", "\"\"", "[]", "[null]", "[\"\"]"]) func anEmptyValueIsNoCountAndNoZero(_ value: String) throws
{
  #expect(try count("{\"n\":\(value)}") == nil)
}

@Test func aMissingFieldIsNoCountAndNoZero() throws {
  #expect(try count("{\"m\":1}") == nil)
  #expect(try count("n,m\n,1\n") == nil)
}

@Test(arguments: [
  "\"12abc\"", "-1", "\"-1\"", "1.5", "\"1,5\"", "\"None\"", "true", "{}", "{\"n\":1}", "[1,2]", "[\"1\",\"2\"]",
  "\" \"", "1e300",
  "18446744073709551615", "9223372036854775807", "1000000000001", "\"0x10\"", "\"NaN\"", "\"١٤\"",
])
func refusesWhatIsNoCount(_ value: String) throws {
  let rejection = #expect(throws: Rejection.self) { try count("{\"n\":\(value)}") }
  #expect(rejection?.code == .impossibleValue)
  #expect(rejection?.message.hasPrefix("n is ") == true)
}

@Test func theTextNoneIsMissingOnlyInWhatAzPrints() throws {
  #expect(try count("{\"n\":\"None\",\"TableName\":\"PrimaryResult\"}") == nil)
  #expect(throws: Rejection.self) { try count("{\"n\":\"None\"}") }
  #expect(throws: Rejection.self) { try count("n\nNone\n") }
}

@Test func aRejectionNamesTheFieldAndNeverItsValue() throws {
  let rejection = #expect(throws: Rejection.self) { try count("{\"n\":\"my secret\"}") }
  #expect(rejection?.message == "n is no count of 0 or more")
}
