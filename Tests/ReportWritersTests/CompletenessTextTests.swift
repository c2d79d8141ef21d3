import ChargebackModel
import Testing

@testable import ReportWriters

@Test func aCompleteReportSaysSoInOneSentence() {
  var known = Completeness()
  known.calls = 40
  known.priced = 40
  #expect(known.sentences(costShown: true) == ["Complete: 40 of 40 calls priced."])
}

@Test func everyGapIsNamedAndTheCostIsALowerBound() {
  var known = Completeness()
  known.calls = 1040
  known.priced = 1035
  known.unpriced = 3
  known.unmetered = 2
  known.rejectedRecords = 1
  known.excessServiceRecords = 4
  known.estimated = 5
  #expect(
    known.sentences(costShown: true) == [
      "Incomplete: 3 of 1,040 calls unpriced, 2 unmetered, 1 record rejected, 4 calls that only the service "
        + "saw; the cost shown is a lower bound.",
      "Less certain: 5 calls with estimated token counts.",
    ])
}

@Test func theFirstGapNamesTheWhole() {
  var known = Completeness()
  known.calls = 1
  known.unmetered = 1
  #expect(known.sentences(costShown: false) == ["Incomplete: 1 of 1 call unmetered."])
}

@Test func rejectedRecordsAloneMakeAReportIncomplete() {
  var known = Completeness()
  known.rejectedRecords = 2
  #expect(
    known.sentences(costShown: true) == ["Incomplete: 2 records rejected; the cost shown is a lower bound."])
}
