import ChargebackModel
import Testing

@testable import Store

private let quarter = TimeSlice.quarterHour
private let day = TimeSlice.day

private func start(_ date: String) -> Int64 { CivilDate(date)!.startUTC.milliseconds }

/// `+1 month`, `-22 quarterHour`: what is read, in order.
private func words(_ plan: SlicePlan) -> [String] {
  plan.runs.map { run in
    let count = TimeSlice.count(run.unit, from: run.span.lowerBound, to: run.span.upperBound)
    return "\(run.sign < 0 ? "-" : "+")\(count) \(run.unit.rawValue)"
  }
}

@Test(arguments: [
  ("2026-10-01", "2026-11-01", ["+1 month"]), ("2025-12-01", "2027-02-01", ["+14 month"]),
  ("2026-10-03", "2026-11-01", ["+1 month", "-2 day"]), ("2026-10-01", "2026-10-30", ["+1 month", "-2 day"]),
  ("2026-09-29", "2026-11-02", ["+1 month", "+2 day", "+1 day"]), ("2026-10-10", "2026-10-11", ["+1 day"]),
  ("2026-10-10", "2026-10-20", ["+10 day"]), ("2026-10-16", "2026-10-17", ["+1 day"]),
])
func aSpanOfDaysIsReadInFewSlices(from first: String, to last: String, expected: [String]) {
  #expect(words(SlicePlan(start(first)..<start(last))) == expected)
}

@Test func aMonthByOtherClocksIsTheMonthWithOtherEdges() {
  let shift = 22 * quarter
  let kolkata = SlicePlan(start("2026-10-01") - shift..<start("2026-11-01") - shift)
  #expect(words(kolkata) == ["+1 month", "+22 quarterHour", "-22 quarterHour"])
  #expect(kolkata.count == 45)
}

@Test func hoursAreReadByQuarters() {
  let noon = start("2026-10-10") + 48 * quarter
  #expect(words(SlicePlan(noon..<noon + 4 * quarter)) == ["+4 quarterHour"])
  #expect(words(SlicePlan(noon - 47 * quarter..<noon + 48 * quarter)) == ["+1 day", "-1 quarterHour"])
}

@Test(arguments: UInt64(1)...20)
func whatAPlanReadsAndTakesAwayIsTheSpan(seed: UInt64) {
  var random = RandomCalls(seed: seed)
  for _ in 0..<200 {
    let origin = start(random.pick(["1970-01-01", "2024-02-27", "2026-09-28", "2026-12-31"]))
    let length: Int64 = random.pick([quarter, day, 33 * day])
    let moments = (0..<2).map { _ in origin + random.number(-length / quarter...length / quarter) * quarter }
    let span = moments.min()!..<moments.max()! + quarter
    let plan = SlicePlan(span)
    // How often each moment at which something begins or ends is counted from there on.
    var steps: [Int64: Int64] = [:]
    for run in plan.runs {
      for edge in [run.span.lowerBound, run.span.upperBound] {
        #expect(TimeSlice(run.unit, containing: edge)?.start == edge, "seed \(seed), \(span)")
      }
      steps[run.span.lowerBound, default: 0] += run.sign
      steps[run.span.upperBound, default: 0] -= run.sign
    }
    #expect(steps.filter { $0.value != 0 } == [span.lowerBound: 1, span.upperBound: -1], "seed \(seed), \(span)")
    #expect(plan.count <= TimeSlice.count(.quarterHour, from: span.lowerBound, to: span.upperBound))
  }
}

@Test(arguments: [Int64.min, .min + 1, .max, -62_135_596_800_001, 0, -1])
func aSliceHasItsMomentOrIsNone(_ moment: Int64) {
  for unit in TimeSlice.Unit.allCases {
    guard let slice = TimeSlice(unit, containing: moment) else {
      #expect(moment == .min || moment == .min + 1 || moment == .max)
      continue
    }
    #expect((slice.start..<slice.end).contains(moment))
  }
}

@Test(arguments: UInt64(1)...5)
func theRoundNumberBelowAnInputTellsWhichBoundsItExceeds(seed: UInt64) {
  var random = RandomCalls(seed: seed)
  for _ in 0..<2000 {
    let bound = random.number(0...300) * random.pick([1000, 1024])
    guard LongInput.tells(bound) else { continue }
    let input = random.pick([bound, bound + 1, bound - 1, random.number(0...400_000)])
    #expect(LongInput.band(LongInput.roundBelow(input), [bound]) == (input > bound ? 1 : 0), "\(input), \(bound)")
  }
  #expect(LongInput.tells(65_536) && LongInput.tells(128_000) && LongInput.tells(131_072) && LongInput.tells(272_000))
  #expect(!LongInput.tells(65_000) && !LongInput.tells(272_001))
}
