import ChargebackModel
import Testing

@testable import Aggregation

/// Ten gateway calls a day for three days and as many service records, which no key joins.
private func twins(gateway: Int = 10, service: Int = 10) throws -> Estate {
  let estate = try Estate()
  for day in ["2026-10-01", "2026-10-02", "2026-10-03"] {
    try estate.add("\(day) 12:00", [.resource: "weu", .appId: "app"], tokens(10, 1), copies: gateway)
    try estate.add("\(day) 12:00", [.resource: "weu", .serviceObjectId: "apim"], sides: .service, copies: service)
  }
  return estate
}

private func message(_ report: Report, _ code: IssueCode) -> String? {
  report.issues.first { $0.code == code }?.message
}

@Test func callsThatTheGatewayWroteWithoutTheServicesIdAreNotCountedTwice() throws {
  for kind in ["usage", "statement"] {
    let report = try twins().report(kind)
    #expect(report.total("calls") == "30")
    #expect(report.completeness.unjoinedServiceRecords == 30)
    #expect(report.completeness.excessServiceRecords == 0)
  }
  let report = try twins().report()
  #expect(
    message(report, .unjoinedServiceRecords)
      == "weu: 30 service records that no key joins, beside 30 gateway calls of this resource: "
      + "each may be the twin of one of them; left out of the rows")
}

@Test func recordsInExcessWentAroundTheGateway() throws {
  let report = try twins(gateway: 10, service: 12).report()
  #expect(report.total("calls") == "30")
  #expect(report.completeness.excessServiceRecords == 6)
  #expect(!report.completeness.complete)
  #expect(message(report, .unjoinedServiceRecords)?.contains("6 of them went around the gateway") == true)
}

@Test func excessIsCountedInThePeriod() throws {
  // More calls than records on another day make up for nothing.
  let estate = try twins(gateway: 10, service: 12)
  try estate.add("2026-10-20 12:00", [.resource: "weu"], copies: 50)
  #expect(try estate.report(through: "2026-10-03").completeness.excessServiceRecords == 6)
  #expect(try estate.report(through: "2026-10-02").completeness.excessServiceRecords == 4)
}

@Test func callsOfWhichNobodyKnowsTheResourceMayHaveTwinsAnywhere() throws {
  let estate = try twins(gateway: 10, service: 12)
  try estate.add("2026-10-01 12:00", [.appId: "streams"], copies: 4)
  #expect(try estate.report().completeness.excessServiceRecords == 2)
  try estate.add("2026-10-01 12:00", [.appId: "streams"], copies: 4)
  #expect(try estate.report().completeness.excessServiceRecords == 0)
}

@Test func unjoinedRecordsCanBeShownAsRows() throws {
  let report = try twins(service: 12).report(by: [.origin]) { request in request.includesUnjoined = true }
  #expect(
    Set(report.lines("origin", "calls", "unmeteredCalls")) == [["gateway", "30", "0"], ["service", "36", "36"]])
  #expect(report.completeness.unjoinedServiceRecords == 36)
  #expect(message(report, .unjoinedServiceRecords)?.contains("left out") == false)
}

@Test func aCallAroundAGatewayThatCapturesTheKeyHasARow() throws {
  let estate = try Estate()
  let joined: CallProfile.Sides = [.gateway, .service]
  try estate.add("2026-10-01", [.resource: "swc"], tokens(1, 1), sides: joined, carriesKey: true, copies: 5)
  try estate.add("2026-10-01", [.resource: "swc", .serviceObjectId: "person"], sides: .service, copies: 3)
  let report = try estate.report(by: [.objectId, .origin])
  #expect(
    Set(report.lines("objectId", "origin", "calls", "unmeteredCalls"))
      == [["null", "both", "5", "0"], ["person", "service", "3", "3"]])
  #expect(report.completeness.unjoinedServiceRecords == 0)
}

@Test func aResourceThatNoGatewayWroteAboutHasRows() throws {
  let estate = try twins()
  try estate.add("2026-10-01", [.resource: "lab"], tokens(1, 1), sides: .service, copies: 3)
  let lines = try estate.report(by: [.resource]).lines("resource", "calls")
  #expect(Set(lines) == [["weu", "30"], ["lab", "3"]])
}

@Test func theFirstCapturedKeyDividesTwinsFromCalls() throws {
  let estate = try twins()
  try estate.add("2026-10-05 12:00", [.resource: "weu"], tokens(1, 1), carriesKey: true)
  try estate.add("2026-10-05 11:59:59.999", [.resource: "weu"], sides: .service)
  try estate.add("2026-10-05 12:00", [.resource: "weu"], sides: .service)
  let report = try estate.report(by: [.origin])
  #expect(Set(report.lines("origin", "calls")) == [["gateway", "31"], ["service", "1"]])
  #expect(report.completeness.unjoinedServiceRecords == 31)
  #expect(report.completeness.excessServiceRecords == 1)
}

@Test func callsWithoutTheKeyAfterItsCaptureBeganAreNamed() throws {
  let estate = try twins(gateway: 1, service: 2)
  try estate.add("2026-10-05 12:00", [.resource: "weu"], tokens(1, 1), carriesKey: true)
  try estate.add("2026-10-06 12:00", [.resource: "weu"], tokens(1, 1), copies: 4)
  let report = try estate.report()
  #expect(message(report, .mixedCorrelation)?.hasPrefix("weu: ") == true)
  // Their own twins are shown as rows, so they cannot stand for the records of the days before.
  #expect(report.completeness.excessServiceRecords == 3)
}

@Test func aFilterOnAnotherResourceLeavesTheseRecordsOut() throws {
  let estate = try twins(gateway: 10, service: 12)
  try estate.add("2026-10-01", [.resource: "swc"], tokens(1, 1))
  let report = try estate.report { $0.filters = [Filter(.resource, "swc")] }
  #expect(report.completeness.unjoinedServiceRecords == 0)
  #expect(report.completeness.excessServiceRecords == 0)
  #expect(message(report, .unjoinedServiceRecords) == nil)
}

@Test func aFilterOnTheCallerDoesNotMakeTwinsOfOthersExcess() throws {
  // The gateway's calls have an app and the service's records have none.
  let report = try twins().report { $0.filters = [Filter(.appId, "app")] }
  #expect(report.total("calls") == "30")
  #expect(report.completeness.excessServiceRecords == 0)
}

@Test func aFilterOnTheDayCountsThatDaysTwins() throws {
  let report = try twins(service: 12).report { $0.filters = [Filter(.day, "2026-10-02")] }
  #expect(report.completeness.unjoinedServiceRecords == 12)
  #expect(report.completeness.excessServiceRecords == 2)
}

@Test(arguments: [false, true])
func whichRecordCameFirstDoesNotDecideWhatIsATwin(keyFirst: Bool) throws {
  // Two records of one gateway call, one of which bears the key: the call bears it, whatever stood alone for a while.
  let estate = try Estate()
  let fragments = [true, false].map { carriesKey in
    var call = Call()
    call.profile.sides = .gateway
    call.profile.gatewayCarriesKey = carriesKey
    call.profile.state(.resource, "swc", .gatewayResponse)
    call.state(time: moment("2026-10-02"), .gatewayResponse)
    return CallFragment(keys: [CallKey(.messageId, "m")], call: call)
  }
  try estate.add(keyFirst ? fragments : fragments.reversed())
  try estate.add("2026-10-01", [.resource: "swc"], sides: .service)
  let report = try estate.report()
  #expect(report.total("calls") == "2")
  #expect(report.completeness.unjoinedServiceRecords == 0)
}
