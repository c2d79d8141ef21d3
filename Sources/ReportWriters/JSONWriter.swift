import ChargebackModel

/// The envelope `chargeback/report/1`, the same for every kind of report. Keys keep their order, each row is one line.
///
/// Amounts and shares are decimal strings with all their digits; what is not known is null. Only detail rows stand under `rows`.
struct JSONWriter: ReportWriter {
  func write(_ report: Report, style: Style) -> String {
    let members: [(key: String, value: String)] =
      [
        ("schema", JSONValue.string("chargeback/report/1").line),
        ("report", JSONValue.string(report.kind).line),
        ("period", period(report.period).line),
        ("currency", JSONValue.string(report.currency).line),
        ("groupBy", JSONValue.array(report.groupBy.map { .string($0) }).line),
        ("filters", JSONValue.array(report.filters.map { .string($0) }).line),
        ("rows", lines(report.rows.filter { $0.subtotalOf == nil }.map { row(report.columns, $0.cells) })),
        ("totals", totals(report).line),
        ("completeness", completeness(report.completeness).line),
        ("issues", lines(report.issues.map(issue))),
        ("notes", lines(report.notes.map { .string($0) })),
        ("sources", lines(report.sources.map(source))),
      ] + report.reviewMembers.map { ($0.key, $0.key == "budgets" ? lines($0.values) : $0.values[0].line) }
    return "{\n" + members.map { "  \"\($0.key)\": \($0.value)" }.joined(separator: ",\n") + "\n}\n"
  }

  /// An array with one element a line, so that two reports can be compared with `diff`.
  private func lines(_ values: [JSONValue]) -> String {
    values.isEmpty ? "[]" : "[\n" + values.map { "    " + $0.line }.joined(separator: ",\n") + "\n  ]"
  }

  private func period(_ period: Period) -> JSONValue {
    .object([
      ("from", .string(period.start.iso8601)), ("to", .string(period.end.iso8601)),
      ("timeZone", .string(period.timeZone)),
    ])
  }

  private func row(_ columns: [Report.Column], _ cells: [Report.Cell]) -> JSONValue {
    .object(zip(columns, cells).map { ($0.name, value($1)) })
  }

  private func value(_ cell: Report.Cell) -> JSONValue {
    switch cell {
    case .text(let text): .string(text)
    case .count(let count): .integer(count)
    case .money(let money): .string(money.exactText)
    case .percent(let hundredths): .string(hundredths.asPercent)
    case .none: .null
    }
  }

  private func totals(_ report: Report) -> JSONValue {
    .object(
      zip(report.columns, report.totals).filter { $0.0.content != .dimension }.map { ($0.name, value($1)) })
  }

  func completeness(_ known: Completeness) -> JSONValue {
    .object([
      ("calls", .integer(known.calls)), ("priced", .integer(known.priced)), ("unpriced", .integer(known.unpriced)),
      ("unmetered", .integer(known.unmetered)), ("estimated", .integer(known.estimated)),
      ("rejectedRecords", .integer(known.rejectedRecords)),
      ("unjoinedServiceRecords", .integer(known.unjoinedServiceRecords)),
      ("copiesLeftOut", .integer(known.copiesLeftOut)), ("copiesSuspected", .integer(known.copiesSuspected)),
      ("assumedDeploymentType", .integer(known.assumedDeploymentType)), ("complete", .bool(known.complete)),
    ])
  }

  private func issue(_ issue: Report.IssueSummary) -> JSONValue {
    .object([
      ("code", .string(issue.code.rawValue)), ("count", .integer(issue.count)), ("message", .string(issue.message)),
    ])
  }

  private func source(_ source: Report.SourceCount) -> JSONValue {
    .object([("format", .string(source.format)), ("calls", .integer(source.calls))])
  }
}
