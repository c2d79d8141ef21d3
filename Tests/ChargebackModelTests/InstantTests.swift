import ChargebackModel
import TestSupport
import Testing

@Test(
  arguments: [
    (0, "1970-01-01T00:00:00Z"), (1_790_812_800_000, "2026-10-01T00:00:00Z"), (1, "1970-01-01T00:00:00.001Z"),
    (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00Z"),
    (-62_135_596_800_000, "0001-01-01T00:00:00Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
  ] as [(Int64, String)])
func anInstantIsWrittenInUTC(milliseconds: Int64, text: String) {
  #expect(Instant(milliseconds: milliseconds).iso8601 == text)
}

@Test func theEdgesOfTimeCanBeWritten() {
  #expect(Instant(milliseconds: .max).iso8601 == "292278994-08-17T07:12:55.807Z")
  #expect(Instant(milliseconds: .min).iso8601 == "-292275055-05-16T16:47:04.192Z")
}

@Test func aLeapSecondIsTheLastSecondOfItsMinute() {
  #expect(
    Instant(year: 2016, month: 12, day: 31, hour: 23, minute: 59, second: 60)?.iso8601 == "2016-12-31T23:59:59Z")
}

@Test(arguments: [
  (2026, 2, 29, 0, 0, 0, 0), (2026, 13, 1, 0, 0, 0, 0), (2026, 0, 1, 0, 0, 0, 0), (2026, 4, 31, 0, 0, 0, 0),
  (2026, 1, 0, 0, 0, 0, 0), (0, 1, 1, 0, 0, 0, 0), (10_000, 1, 1, 0, 0, 0, 0), (2026, 1, 1, 24, 0, 0, 0),
  (2026, 1, 1, 0, 60, 0, 0), (2026, 1, 1, 0, 0, 61, 0), (2026, 1, 1, 0, 0, 0, 1000), (2026, 1, 1, -1, 0, 0, 0),
])
func aMomentThatNeverIsHasNoInstant(
  year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, millisecond: Int
) {
  #expect(
    Instant(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: millisecond) == nil)
}

@Test func anInstantIsMadeFromItsOwnPartsAgain() throws {
  for seed in UInt64(0)..<1000 {
    var random = SeededGenerator(seed: seed)
    let instant = Instant(milliseconds: Int64.random(in: -62_135_596_800_000...253_402_300_799_999, using: &random))
    let date = instant.date
    let ofDay = Int(instant.milliseconds - date.startUTC.milliseconds)
    #expect((0..<86_400_000).contains(ofDay), "seed \(seed): \(instant.iso8601)")
    let again = Instant(
      year: date.year, month: date.month, day: date.day, hour: ofDay / 3_600_000, minute: ofDay / 60_000 % 60,
      second: ofDay / 1000 % 60, millisecond: ofDay % 1000)
    #expect(again == instant, "seed \(seed): \(instant.iso8601)")
    #expect(CivilDate(instant.iso8601.prefix(10)) == date, "seed \(seed): \(instant.iso8601)")
  }
}
