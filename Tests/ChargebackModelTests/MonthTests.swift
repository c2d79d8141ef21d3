import Testing

@testable import ChargebackModel

@Test(arguments: [
  ("2026-10", -1, "2026-09"), ("2026-01", -1, "2025-12"), ("2026-12", 1, "2027-01"), ("2026-03", -27, "2023-12"),
])
func monthsGoOnOverTheYear(_ text: String, _ step: Int, _ expected: String) throws {
  #expect(try #require(Month(text)).advanced(by: step).description == expected)
}

@Test func aMonthHasItsFirstAndLastDay() throws {
  let month = try #require(Month("2028-02"))
  #expect(month.firstDay.description == "2028-02-01" && month.lastDay.description == "2028-02-29")
  #expect(month.day(31) == month.lastDay && month.day(3).day == 3)
}

@Test(arguments: ["2026-13", "2026", "26-10", "2026-1", "2026-10-01", "", "October"])
func whatIsNoMonthIsRefused(_ text: String) { #expect(Month(text) == nil) }

@Test(
  arguments: [
    ("modell", "model"), ("usgae", "usage"), ("APPID", "appId"), ("xyz", nil), ("objectid", "objectId"), ("", nil),
  ] as [(String, String?)])
func theNearestNameIsFoundAndNothingFarFetched(_ text: String, _ expected: String?) {
  #expect(NearestName.of(text, among: ["usage", "model", "appId", "objectId", "statement"]) == expected)
}
