import ChargebackModel
import ReportWriters

let october = Period(
  start: Instant(year: 2026, month: 10, day: 1)!, end: Instant(year: 2026, month: 11, day: 1)!, timeZone: "UTC")

/// A report as `chargeback report` would give it, small enough to check every byte of what is written.
let smallReport = Report(
  kind: "usage", title: "Usage by app and model", period: october, currency: "USD", groupBy: ["app", "model"],
  filters: [],
  columns: [
    .init("app", .dimension), .init("model", .dimension), .init("calls", .count), .init("inputTokens", .count),
    .init("cost", .money(decimals: 2)),
  ],
  rows: [
    .init([.text("harbour"), .text("gpt-4o"), .count(2000), .count(1_234_567), money("0.005")]),
    .init([.text("harbour"), .text("o1"), .count(1), .count(0), money("1000.005")]),
    .init([.text("harbour"), .none, .count(2001), .count(1_234_567), money("1000.01")], subtotalOf: 1),
    .init([.none, .text("house-llm-7b"), .count(3), .count(30), .none]),
    .init([.none, .none, .count(3), .count(30), .none], subtotalOf: 1),
  ],
  totals: [.none, .none, .count(2004), .count(1_234_597), money("1000.01")],
  completeness: incomplete,
  issues: [.init(.unpriced, count: 3, "no price for house-llm-7b (global) since 2026-10-02")],
  notes: ["Bundled list prices of 2026-11 apply."],
  sources: [.init(format: "apim-event-hub", calls: 2003), .init(format: "azure-diagnostics", calls: 1)])

private var incomplete: Completeness {
  var known = Completeness()
  known.calls = 2004
  known.priced = 2001
  known.unpriced = 3
  known.rejectedRecords = 1
  known.unjoinedServiceRecords = 2
  known.assumedDeploymentType = 2000
  return known
}

/// Values that break tables, spreadsheets, terminals and pages. Everything written about them must stay readable.
let nastyNames = [
  "say \"hi\"", "a|b", "a\\|b", "two\nlines", "two\r\nlines", "tab\there", "=1+1", "@SUM(A1)", "-2+3", "+4", "'quoted'",
  "a,b;c", "`code`", "<b onclick=x>&amp;</b>", "*bold* _it_ ~gone~", "[link](https://example.com) www.example.com",
  "👩‍👩‍👧 🦊 🇩🇪 1️⃣", "東京 ｶﾅ 한국", "e\u{301}\u{308}", "שלום \u{202E}abc\u{202C}", "\u{2066}x\u{2069}\u{200F}",
  "\u{1B}[31mred\u{07}", "\u{85}\u{7F}\0", "\u{2028}\u{2029}", "", " ", "unknown", "null", "\\n",
]

let nastyReport = Report(
  kind: "usage", title: "Usage | of *everything* \u{1B}[2J", period: october, currency: "USD", groupBy: ["app"],
  filters: ["app=<b>|\"x\"\n"],
  columns: [
    .init("app", .dimension), .init("calls", .count), .init("cost", .money(decimals: 4)),
    .init("listCost", .money(decimals: 0)), .init("share", .percent),
  ],
  rows: nastyNames.map { .init([.text($0), .count(0), money("0"), money("-0.4"), .percent(0)]) } + [
    .init([.none, .count(-1), .none, .none, .none]),
    .init([.text("largest"), .count(.max), .money(Money(units: .max)), .money(Money(units: .max)), .percent(.max)]),
    .init([.text("smallest"), .count(.min), .money(Money(units: .min)), .money(Money(units: .min)), .percent(.min)]),
  ],
  totals: [.none, .count(-2), money("-0.000000000001"), .none, .percent(-5)],
  completeness: Completeness(),
  issues: [.init(.contradiction, count: 1, "two models for \"a|b\"\n<b>")], notes: ["a | b\u{202E}"],
  sources: [.init(format: "x_y", calls: 1)])

func money(_ text: String) -> Report.Cell { .money(Money(text)!) }

extension Report {
  func written(as format: ReportFormat, style: Style = Style()) -> String { format.writer.write(self, style: style) }
}
