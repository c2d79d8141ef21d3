import ChargebackModel
import TestSupport
import Testing

@Test(arguments: [
  ("2026-10-15", "2026-10-15"), ("2026-10-15T00:00:00Z", "2026-10-15"),
  ("2026-10-15T22:30:00+02:00", "2026-10-15T20:30:00Z"), ("2026-10-15T00:30:00+02:00", "2026-10-14T22:30:00Z"),
  ("2026-10-15T20:00:00-05:30", "2026-10-16T01:30:00Z"), ("2026-10-15t20:30:00.5z", "2026-10-15T20:30:00.500Z"),
  ("2026-10-15T20:30:00.999Z", "2026-10-15T20:30:00.999Z"),
  ("2026-10-15T20:30:00.12300000Z", "2026-10-15T20:30:00.123Z"),
  ("2026-12-31T23:59:59.999-14:00", "2027-01-01T13:59:59.999Z"), ("2026-10-15T02:00:00+02:00", "2026-10-15"),
  ("0001-01-01", "0001-01-01"), ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
])
func readsADayOrAMomentWithAnyOffset(_ text: String, _ written: String) throws {
  let moment = try #require(Instant(dayOrTime: text))
  #expect(moment.dayOrTime == written)
  #expect(Instant(dayOrTime: written) == moment)
}

@Test(arguments: [
  "", "2026-10", "2026-10-32", "2026-02-29", "15.10.2026", "2026-10-15T", "2026-10-15T22:30", "2026-10-15T22:30:00",
  "2026-10-15 22:30:00Z", "2026-10-15T24:00:00Z", "2026-10-15T22:60:00Z", "2026-10-15T23:59:60Z",
  "2026-10-15T22:30:00.Z", "2026-10-15T22:30:00.0001Z", "2026-10-15T22:30:00+02", "2026-10-15T22:30:00+0200",
  "2026-10-15T22:30:00+24:00", "2026-10-15T22:30:00+02:60", "2026-10-15T22:30:00Z ", "0001-01-01T00:00:00+00:01",
  "9999-12-31T23:59:59-00:01", "2026-10-15T22:30:00ZZ", "2026-10-15T2２:30:00Z",
])
func refusesWhatIsNeitherDayNorMoment(_ text: String) {
  #expect(Instant(dayOrTime: text) == nil)
}

@Test func everyMillisecondIsReadBack() {
  for seed in UInt64(0)..<500 {
    var random = SeededGenerator(seed: seed)
    let moment = Instant(milliseconds: Int64.random(in: -62_135_596_800_000...253_402_300_799_999, using: &random))
    #expect(Instant(dayOrTime: moment.dayOrTime) == moment, "seed \(seed): \(moment.dayOrTime)")
  }
}
