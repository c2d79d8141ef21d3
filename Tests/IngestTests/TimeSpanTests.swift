import Testing

@testable import Ingest

@Test(arguments: [
  ("00:00:00", 0), ("00:00:00.8123456", 812), ("00:00:02", 2000), ("00:01:02.5", 62_500), ("01:00:00.001", 3_600_001),
  ("1.02:03:04.0050000", 93_784_005), ("26:03:04", 93_784_000),
])
func readsATimeSpanInMilliseconds(_ text: String, _ expected: Int64) {
  #expect(TimeSpan.milliseconds(text) == expected)
}

@Test(arguments: [
  "", "1", "00:00", "0:0:0", "00:60:00", "00:00:60", "-00:00:01", "00:00:01.", "00:00:01x", "1.2.03:04:05", "812",
  "999999999999999999.00:00:00", "999999999999999999:00:00",
])
func refusesWhatIsNoTimeSpan(_ text: String) {
  #expect(TimeSpan.milliseconds(text) == nil)
}
