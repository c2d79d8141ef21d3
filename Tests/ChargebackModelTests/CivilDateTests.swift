import ChargebackModel
import Testing

@Test(arguments: ["0001-01-01", "1600-02-29", "1900-02-28", "1970-01-01", "2000-02-29", "2024-02-29", "9999-12-31"])
func aDateIsWrittenAsItWasRead(_ text: String) throws {
  #expect(try #require(CivilDate(text)).description == text)
}

@Test(arguments: [
  "", "2026-10", "2026-1-01", "2026-10-1", "26-10-01", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01",
  "2026-00-01", "2026-01-00", "0000-01-01", "2026-10-01Z", " 2026-10-01", "2026/10/01", "+026-10-01", "-2026-10-01",
  "２０２６-10-01",
])
func refusesWhatIsNoDate(_ text: String) {
  #expect(CivilDate(text) == nil)
}

@Test func everyDayOfTheCalendarFollowsTheOneBefore() throws {
  var date = try #require(CivilDate("0001-01-01"))
  let firstDay = date.daysSince1970
  #expect(firstDay == -719_162)
  // Four centuries hold every kind of leap year; a count of days that is off by one anywhere does not come out even.
  for offset in Int64(0)..<146_097 {
    let same = CivilDate(year: date.year, month: date.month, day: date.day)
    guard same.daysSince1970 == firstDay + offset, CivilDate(date.description) == date, date < date.next else {
      Testing.Issue.record("\(date) is day \(same.daysSince1970), not \(firstDay + offset)")
      return
    }
    date = date.next
  }
  #expect(date.description == "0401-01-01")
}

@Test(arguments: [(1900, 28), (2000, 29), (2023, 28), (2024, 29), (2100, 28)])
func februaryHasItsDays(year: Int, days: Int) {
  #expect(CivilDate.daysIn(month: 2, year: year) == days)
}
