import ChargebackModel

extension Report {
  /// What the report is about, a line each: the period, half-open as it is, and the filters if there are any.
  var scope: [String] {
    let span = "From \(period.start.iso8601) until \(period.end.iso8601) (\(period.timeZone))"
    return filters.isEmpty ? [span] : [span, "Only: " + filters.joined(separator: ", ")]
  }

  /// Whether any column holds amounts.
  var showsCost: Bool {
    columns.contains { if case .money = $0.content { true } else { false } }
  }
}
