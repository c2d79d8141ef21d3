import ChargebackModel
import ReportWriters
import TestSupport
import Testing

@Test func printedRowsAddUpToPrintedSubtotalsAndThoseToThePrintedTotal() {
  for seed in UInt64(0)..<400 {
    var random = SeededGenerator(seed: seed)
    let decimals = Int.random(in: 0...4, using: &random)
    let report = randomReport(decimals: decimals, &random)
    for format in [ReportFormat.table, .markdown] {
      let text = report.written(as: format)
      for column in 0..<2 {
        let printed = printedAmounts(text, rows: report.rows.count + 1, column: column, format)
        checkSums(report, printed, decimals: decimals, column: 2 + column, "seed \(seed), \(format):\n\(text)")
      }
    }
  }
}

/// Two or three levels of groups with subtotals, amounts of any sign with many digits, some of them unknown.
private func randomReport(decimals: Int, _ random: inout SeededGenerator) -> Report {
  var rows: [Report.Row] = []
  var all: [[Money?]] = []
  for group in 0..<Int.random(in: 0...4, using: &random) {
    var details: [[Money?]] = []
    for model in 0..<Int.random(in: 1...5, using: &random) {
      let amounts = (0..<2).map { _ in randomAmount(&random) }
      details.append(amounts)
      rows.append(
        .init([.text("app\(group)"), .text("model\(model)")] + amounts.map { $0.map(Report.Cell.money) ?? .none }))
    }
    all += details
    // A group of one row sometimes comes without a subtotal of its own.
    if details.count > 1 || Bool.random(using: &random) {
      rows.append(.init([.text("app\(group)"), .none] + sums(details), subtotalOf: 1))
    }
  }
  return Report(
    kind: "usage", title: "Usage", period: october, currency: "USD", groupBy: ["app", "model"], filters: [],
    columns: [
      .init("app", .dimension), .init("model", .dimension), .init("cost", .money(decimals: decimals)),
      .init("listCost", .money(decimals: decimals)),
    ], rows: rows, totals: [.none, .none] + sums(all), completeness: Completeness())
}

private func randomAmount(_ random: inout SeededGenerator) -> Money? {
  switch Int.random(in: 0...9, using: &random) {
  case 0: nil
  case 1: .zero
  case 2: Money(units: Int128.random(in: -9...9, using: &random) * Money.unitsPerWhole)
  default: Money(units: Int128.random(in: -2_000_000_000_000...7_000_000_000_000_000, using: &random))
  }
}

private func sums(_ rows: [[Money?]]) -> [Report.Cell] {
  (0..<2).map { column in
    let known = rows.compactMap { $0[column] }
    return known.isEmpty ? .none : .money(known.reduce(.zero, +))
  }
}

/// The amounts of a column in units of its last digit, read back from the text: rows in order, then the total.
private func printedAmounts(_ text: String, rows: Int, column: Int, _ format: ReportFormat) -> [Int128?] {
  let heading = format == .table ? "app" : "| app"
  let lines = text.split(separator: "\n").drop { !$0.hasPrefix(heading) }.dropFirst(2).filter { !$0.hasPrefix("─") }
  return lines.prefix(rows).map { line in
    let words = line.split(whereSeparator: { " |*".contains($0) })
    return Int128(words[words.count - 2 + column].filter { $0 != "," && $0 != "." })
  }
}

private func checkSums(_ report: Report, _ printed: [Int128?], decimals: Int, column: Int, _ comment: String) {
  let step = (0..<(12 - decimals)).reduce(Int128(1)) { size, _ in size * 10 }
  var group: Int128 = 0
  var total: Int128 = 0
  var name: Report.Cell?
  for (index, row) in report.rows.enumerated() {
    if row.cells[0] != name { group = 0 }
    name = row.cells[0]
    if case .money(let exact) = row.cells[column] {
      let amount = printed[index] ?? .max
      // Never a whole unit away from the truth.
      #expect((amount * step - exact.units).magnitude < step.magnitude, "row \(index), \(comment)")
    } else {
      #expect(printed[index] == nil, "row \(index) is unknown, \(comment)")
    }
    if row.subtotalOf != nil {
      #expect(printed[index] ?? 0 == group, "row \(index), \(comment)")
    } else {
      group += printed[index] ?? 0
      total += printed[index] ?? 0
    }
  }
  #expect(printed.last! ?? 0 == total, "total, \(comment)")
}

@Test func subtotalsOfTwoLevelsAddUp() {
  // Each row rounded alone would print 0.00, 0.00, 0.00 and 0.01 under a total of 0.02.
  func row(_ names: [String?], _ amount: String, subtotalOf: Int? = nil) -> Report.Row {
    .init(names.map { $0.map(Report.Cell.text) ?? .none } + [money(amount)], subtotalOf: subtotalOf)
  }
  let report = Report(
    kind: "statement", title: "Statement", period: october, currency: "USD",
    groupBy: ["costCentre", "app", "model"], filters: [],
    columns: ["costCentre", "app", "model"].map { .init($0, .dimension) } + [.init("cost", .money(decimals: 2))],
    rows: [
      row(["100", "berth", "gpt-4o"], "0.0033"), row(["100", "berth", "o1"], "0.0033"),
      row(["100", "berth", nil], "0.0066", subtotalOf: 2),
      row(["100", "crane", "o1"], "0.0033"), row(["100", "crane", nil], "0.0033", subtotalOf: 2),
      row(["100", nil, nil], "0.0099", subtotalOf: 1),
      row(["200", "crane", "o1"], "0.0051"), row(["200", "crane", nil], "0.0051", subtotalOf: 2),
      row(["200", nil, nil], "0.0051", subtotalOf: 1),
    ], totals: [.none, .none, .none, money("0.015")], completeness: Completeness())
  let table = report.written(as: .table).split(separator: "\n").dropFirst(3).prefix(12)
  #expect(
    Array(table) == [
      "─────────────────────────────────────",
      "100         berth  gpt-4o        0.01",
      "100         berth  o1            0.00",
      "100         berth  total         0.01",
      "100         crane  o1            0.00",
      "100         crane  total         0.00",
      "100         total                0.01",
      "200         crane  o1            0.01",
      "200         crane  total         0.01",
      "200         total                0.01",
      "─────────────────────────────────────",
      "Total                            0.02",
    ])
}

@Test func rowsThatAreNotAllThereIsAreRoundedEachAlone() {
  // As with --top 1: the total is of all rows, so the one row shown must not be bent towards it.
  let report = Report(
    kind: "usage", title: "Usage", period: october, currency: "USD", groupBy: ["app"], filters: [],
    columns: [.init("app", .dimension), .init("cost", .money(decimals: 2))],
    rows: [.init([.text("harbour"), money("7.004")])], totals: [.none, money("9.999")], completeness: Completeness())
  let text = report.written(as: .table)
  #expect(text.contains("harbour        7.00\n"))
  #expect(text.contains("Total         10.00\n"))
}
