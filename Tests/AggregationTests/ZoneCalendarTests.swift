import ChargebackModel
import Testing

import class Foundation.NSTimeZone
import struct Foundation.TimeZone

@testable import Aggregation

private let zones = [
  "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe",
  "America/Sao_Paulo", "America/Havana", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Cairo", "Asia/Beirut",
]

private func hours(_ day: String, in zone: String) throws -> Double {
  let calendar = try #require(ZoneCalendar(zone))
  let date = try #require(CivilDate(day))
  return Double(calendar.start(of: date.next).milliseconds - calendar.start(of: date).milliseconds) / 3_600_000
}

@Test(arguments: [
  ("Europe/Berlin", "2026-03-29", 23), ("Europe/Berlin", "2026-10-25", 25), ("Europe/Berlin", "2026-10-24", 24),
  ("America/New_York", "2026-03-08", 23), ("America/New_York", "2026-11-01", 25),
  ("Australia/Lord_Howe", "2026-04-05", 24.5), ("Australia/Lord_Howe", "2026-10-04", 23.5),
  ("America/Sao_Paulo", "2018-11-04", 23), ("America/Sao_Paulo", "2018-02-17", 25),
  ("America/Havana", "2026-03-08", 23), ("America/Havana", "2026-11-01", 25),
  ("Asia/Kathmandu", "2026-10-25", 24), ("Pacific/Apia", "2011-12-30", 0), ("UTC", "2026-10-25", 24),
])
func aDayIsAsLongAsItsClocksSay(zone: String, day: String, length: Double) throws {
  #expect(try hours(day, in: zone) == length)
}

@Test(arguments: [
  ("Asia/Kathmandu", "2026-10-01", "2026-09-30T18:15:00Z"), ("Europe/Berlin", "2026-10-01", "2026-09-30T22:00:00Z"),
  ("Pacific/Kiritimati", "2026-10-01", "2026-09-30T10:00:00Z"),
  ("Pacific/Pago_Pago", "2026-10-01", "2026-10-01T11:00:00Z"),
  // Midnight does not exist here: the clocks go from 23:59:59 to 01:00.
  ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),
  // Midnight comes twice here, and the first one begins the day.
  ("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"),
])
func aDayBeginsWithItsFirstMoment(zone: String, day: String, start: String) throws {
  let calendar = try #require(ZoneCalendar(zone))
  #expect(calendar.start(of: try #require(CivilDate(day))).iso8601 == start)
}

@Test(arguments: zones)
func eachDayEndsWhereTheNextBegins(zone: String) throws {
  let calendar = try #require(ZoneCalendar(zone))
  for year in [2011, 2018, 2026] {
    var date = CivilDate(year: year, month: 1, day: 1)
    while date.year == year {
      let (start, end) = (calendar.start(of: date), calendar.start(of: date.next))
      #expect(start <= end, "\(date) in \(zone)")
      if start < end {
        #expect(calendar.date(of: start) == date, "\(date) in \(zone)")
        #expect(calendar.date(of: end.advanced(byMilliseconds: -1)) == date, "\(date) in \(zone)")
      }
      date = date.next
    }
  }
}

@Test(arguments: zones, [Dimension.hour, .day, .month])
func betweenTwoEdgesTheLabelIsOneAndAcrossThemItChanges(zone: String, unit: Dimension) throws {
  let calendar = try #require(ZoneCalendar(zone))
  for month in ["2018-11", "2026-03", "2026-04", "2026-10", "2011-12"] {
    let first = try #require(CivilDate("\(month)-01"))
    let days = CivilDate.daysIn(month: first.month, year: first.year)
    let period = calendar.period(from: first, through: CivilDate(year: first.year, month: first.month, day: days))
    let edges = calendar.edges(of: unit, in: period)
    let bounds = [period.start] + edges + [period.end]
    var labels: Set<String> = []
    for (start, end) in zip(bounds, bounds.dropFirst()) {
      #expect(start < end, "\(unit) of \(month) in \(zone)")
      let label = calendar.label(unit, start)
      #expect(label == calendar.label(unit, end.advanced(byMilliseconds: -1)), "\(unit) in \(zone)")
      #expect(labels.insert(label).inserted, "\(label) in \(zone) is not one span of time")
    }
  }
}

@Test func theHourThatTheClocksShowTwiceStaysTwo() throws {
  let calendar = try #require(ZoneCalendar("Europe/Berlin"))
  let labels = ["2026-10-25 00:30", "2026-10-25 01:30", "2026-10-25 02:30"].map { calendar.label(.hour, moment($0)) }
  #expect(labels == ["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00"])
}

@Test(arguments: [
  "", " ", "Mars/Olympus", "Europe/", "/", "Berlin", "CEST", "EST5EDT6", "+02:00", "GMT+2", "UTC+1", "utc+1", "../UTC",
  "Europe/Berlin ", "Europe/Berlin\n", "America/New York",
])
func whatIsNoZoneIsRefused(name: String) {
  #expect(ZoneCalendar(name) == nil)
}

@Test(arguments: ["UTC", "GMT", "Etc/UTC", "Asia/Calcutta", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])
func anIANANameIsAZone(name: String) {
  #expect(ZoneCalendar(name)?.name == name)
}

@Test func theMachinesTimeZoneHasNoSay() throws {
  let own = NSTimeZone.default
  defer { NSTimeZone.default = own }
  let calendar = try #require(ZoneCalendar("Europe/Berlin"))
  func sample() -> [String] {
    [calendar.start(of: CivilDate("2026-10-25")!).iso8601, calendar.label(.hour, moment("2026-10-25 00:30"))]
  }
  let expected = sample()
  for zone in ["Asia/Tokyo", "Pacific/Apia", "America/Los_Angeles"] {
    NSTimeZone.default = try #require(TimeZone(identifier: zone))
    #expect(sample() == expected)
    #expect(ZoneCalendar("UTC")?.start(of: CivilDate("2026-10-25")!) == moment("2026-10-25"))
  }
}
