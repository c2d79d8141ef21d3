import ChargebackModel

/// A day as a user writes it: `2026-10-31`, `today`, `yesterday`, or so many days, weeks or months ago: `7d`, `2w`, `3m`.
enum DayOrSpan {
  static func read(_ text: String, today: CivilDate) -> CivilDate? {
    switch text {
    case "today": return today
    case "yesterday": return today.advanced(byDays: -1)
    default: break
    }
    if let date = CivilDate(text) { return date }
    guard let unit = text.last, let count = Int64(text.dropLast()), (0...100_000).contains(count) else { return nil }
    switch unit {
    case "d": return today.advanced(byDays: -count)
    case "w": return today.advanced(byDays: -7 * count)
    case "m": return Month(today).advanced(by: -Int(count)).day(today.day)
    default: return nil
    }
  }
}
