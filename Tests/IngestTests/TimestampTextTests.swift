import ChargebackModel
import TestSupport
import Testing

@testable import Ingest

@Test(arguments: [
  // .NET's DateTime.ToString() of a gateway, en-US
  ("6/22/2023 1:58:43 PM", "2023-06-22T13:58:43Z"),
  ("10/1/2026 12:00:00 AM", "2026-10-01T00:00:00Z"),
  ("10/1/2026 12:00:00 PM", "2026-10-01T12:00:00Z"),
  ("5/04/2024 2:45:56 PM", "2024-05-04T14:45:56Z"),
  // … with the spaces of newer ICU
  ("6/22/2023 1:58:43\u{202F}PM", "2023-06-22T13:58:43Z"),
  ("6/22/2023 1:58:43\u{A0}AM", "2023-06-22T01:58:43Z"),
  ("6/22/2023,\u{202F}1:58:43.5\u{202F}pm", "2023-06-22T13:58:43.500Z"),
  // … invariant culture
  ("06/22/2023 13:58:43", "2023-06-22T13:58:43Z"),
  // portal
  ("5/25/2023, 4:32:49.469 AM", "2023-05-25T04:32:49.469Z"),
  // ISO 8601
  ("2024-04-08T12:23:02.4350000Z", "2024-04-08T12:23:02.435Z"),
  ("2024-07-02T06:31:31.4465902Z", "2024-07-02T06:31:31.446Z"),
  ("2024-02-29t23:59:59z", "2024-02-29T23:59:59Z"),
  ("2024-01-01T00:00Z", "2024-01-01T00:00:00Z"),
  ("2024-01-01T00:00:00", "2024-01-01T00:00:00Z"),
  ("2024-10-01 00:00:00", "2024-10-01T00:00:00Z"),
  ("2024-10-01", "2024-10-01T00:00:00Z"),
  ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
  // … with an offset
  ("2026-01-02T10:30:45.276+00:00", "2026-01-02T10:30:45.276Z"),
  ("2026-10-01T00:30:00+02:00", "2026-09-30T22:30:00Z"),
  ("2026-09-30T20:00:00-0530", "2026-10-01T01:30:00Z"),
  ("2026-10-01T14:00:00+14", "2026-10-01T00:00:00Z"),
  // cost rows
  ("09/21/2023", "2023-09-21T00:00:00Z"),
  ("20260402", "2026-04-02T00:00:00Z"),
  // HTTP
  ("Fri, 17 May 2024 13:18:21 GMT", "2024-05-17T13:18:21Z"),
  // seconds since 1970
  ("1716297600", "2024-05-21T13:20:00Z"),
  ("1716297600.276", "2024-05-21T13:20:00.276Z"),
  ("1716297600.2769999", "2024-05-21T13:20:00.276Z"),
  // .NET ticks
  ("638481757794854611", "2024-04-08T12:22:59.485Z"),
])
func readsEverySpellingOfAMoment(_ text: String, _ expected: String) {
  #expect(TimestampText.parse(text)?.iso8601 == expected)
}

@Test(arguments: [
  ("", ""), (".1", ".100"), (".12", ".120"), (".123", ".123"), (".1239", ".123"), (".12399", ".123"),
  (".123999", ".123"), (".1239999", ".123"), (".0009999", ""), (".0000000", ""),
])
func readsAnyNumberOfFractionDigitsAndDropsThoseBehindTheThird(_ fraction: String, _ expected: String) {
  let moment = TimestampText.parse("2026-10-25T01:59:59\(fraction)Z")
  #expect(moment?.iso8601 == "2026-10-25T01:59:59\(expected)Z")
}

@Test(arguments: ["25/05/2023, 04:32:49.469", "13/1/2026 10:00:00 AM", "31/12/2026"])
func refusesADayThatStandsFirst(_ text: String) {
  #expect(TimestampText.parse(text) == nil)
}

@Test(arguments: [
  "", " ", "yesterday", "None", "null", "-1", "1", "2026", "2026-10", "2026-13-01", "2026-02-29T00:00:00Z",
  "2026-10-01T24:00:00Z", "2026-10-01T10:60:00Z", "2026-10-01T10:00:61Z", "2026-10-01T1:2:3Z", "2026-10-01T",
  "2026-10-01T10:00:00.Z", "2026-10-01T10:00:00ZZ", "2026-10-01T10:00:00 CET", "2026-10-01T10:00:00+",
  "2026-10-01T10:00:00+1", "2026-10-01T10:00:00+02:", "2026-10-01T10:00:00+02:3", "2026-10-01T10:00:00+25:00",
  "2026-10-01T10:00:00+02:60", "26-10-01T10:00:00Z", "6/22/23 1:58:43 PM", "6/22/2023 13:58:43 PM",
  "6/22/2023 0:10:00 AM", "6/22/2023 1:58:43 XM", "2/30/2026 10:00:00 AM", "1/1/0001 12:00:00 AM",
  "Fri, 17 May 2024 13:18:21 CEST", "Fri, 17 Mai 2024 13:18:21 GMT", "Fri, 17 May 24 13:18:21 GMT",
  "Fri 17 May 2024 13:18:21 GMT", "171629760", "1716297600000", "1716297600.", "1716297600e3", "1716297600e20",
  "1716297600.2.7", "20260402.5", "638481757794854611.5", "63848175779485461", "999999999999999999999",
  "123456789012345678",
])
func refusesWhatIsNoMomentItKnows(_ text: String) {
  #expect(TimestampText.parse(text) == nil)
}

@Test(arguments: [0, -1, Int64.min, Int64.max, 621_355_968_000_000_000, 3_155_378_976_000_000_000])
func refusesTicksOfNoDateSince1970(_ ticks: Int64) {
  #expect(TimestampText.ticks(ticks) == nil)
}

@Test func aMomentWrittenInAnySpellingIsReadBack() {
  for seed in UInt64(0)..<200 {
    var random = SeededGenerator(seed: seed)
    // 2001-09-09 to 2099: within the ten digits of seconds since 1970.
    let moment = Instant(milliseconds: Int64.random(in: 1_000_000_000_000...4_070_000_000_000, using: &random))
    let iso = moment.iso8601
    let date = moment.date
    let second = Instant(milliseconds: moment.milliseconds / 1000 * 1000)
    let clock = second.iso8601.dropFirst(11).dropLast()
    let hour = Int(clock.prefix(2))!
    let half = "\((hour + 11) % 12 + 1)\(clock.dropFirst(2)) \(hour < 12 ? "AM" : "PM")"
    #expect(TimestampText.parse(iso) == moment, "seed \(seed)")
    #expect(TimestampText.parse("\(date.month)/\(date.day)/\(date.year) \(half)") == second, "seed \(seed)")
    #expect(TimestampText.parse("\(date) \(clock)") == second, "seed \(seed)")
    let fraction = String(String(moment.milliseconds % 1000 + 1000).dropFirst())
    #expect(TimestampText.parse("\(moment.milliseconds / 1000).\(fraction)") == moment, "seed \(seed)")
    #expect(TimestampText.parse("\(moment.milliseconds * 10_000 + 621_355_968_000_000_000)") == moment, "seed \(seed)")
  }
}

@Test func noTextStopsTheReader() {
  let pieces = [
    "2026", "10", "1", "25", "9999", "18446744073709551616", "-", "/", ":", ".", ",", " ", "T", "Z", "+", "e", "E",
    "PM",
    "GMT", "Fri,", "May", "\u{202F}", "١", "é", "0",
  ]
  for seed in UInt64(0)..<3000 {
    var random = SeededGenerator(seed: seed)
    let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
    if let moment = TimestampText.parse(text) {
      #expect((1...10_000).contains(moment.date.year), "seed \(seed)")
    }
    _ = TimeSpan.milliseconds(text)
  }
}
