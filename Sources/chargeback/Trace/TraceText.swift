import Aggregation
import ChargebackModel
import Ingest
import Pricing
import ReportWriters

/// A call as one page of plain text.
struct TraceText {
  private let page: TracePage
  private var trace: CallTrace { page.trace }

  init(_ page: TracePage) { self.page = page }

  var text: String {
    var parts = [heading, section("The call", circumstances), section("The caller", trace.caller.map(TraceText.row))]
    parts += [section("Durations", durations), section("Usage: \(trace.usage.source.rawValue)", usage), cost]
    parts += [section("Contradictions", contradictions), section("Left out of reports", trace.leftOut.map { [$0] })]
    parts.append(records)
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var heading: String {
    let time = trace.call.call.time.map { page.calendar.text($0.value) } ?? "a time that no record tells"
    return "One call, found by \(page.foundAs.joined(separator: " and ")): \(time) (\(page.calendar.name))\n"
  }

  // MARK: Facts

  private var circumstances: [[String]] {
    let time = trace.call.call.time.map {
      ["time", page.calendar.text($0.value), TraceText.whose($0.authority)]
    }
    return (time.map { [$0] } ?? []) + trace.circumstances.map(TraceText.row)
  }

  private static func row(_ line: CallTrace.Line) -> [String] {
    let value = line.value + (line.note.map { " (\($0))" } ?? "")
    return [line.name, value, line.authority.map(whose) ?? ""]
  }

  static func whose(_ authority: Authority) -> String {
    switch authority {
    case .hint: "derived, or of an attempt that was not the last"
    case .service: "the service's record"
    case .gatewayResponse: "the gateway's response event"
    case .gatewayRequest: "the gateway's request event"
    case .responseHeader: "the service's response"
    }
  }

  private var durations: [[String]] {
    let (gateway, service) = (trace.call.call.gatewayDurationMs, trace.call.call.serviceDurationMs)
    var rows = [("gateway", gateway), ("service", service)].map { name, known in
      [name, known.map { "\($0.value.grouped) ms" } ?? "unknown", known.map { TraceText.whose($0.authority) } ?? ""]
    }
    if let gateway, let service {
      rows.append(["on the way", "\((gateway.value - service.value).grouped) ms", "gateway less service"])
    }
    return rows
  }

  private var usage: [[String]] {
    let counts = trace.usage.counts
    var rows = UsageCount.allCases.compactMap { count in
      counts[count].map { [count.rawValue, $0.grouped, provenance(of: count)] }
    }
    if let note = trace.usage.note { rows.append([note]) }
    return rows
  }

  /// Which records tell a count, in short: `SampleData/OneCall/hub.jsonl:3`.
  private func provenance(of count: UsageCount) -> String {
    guard trace.usage.source != .estimated else { return "estimated" }
    let tellers = page.records.filter { record in
      record.says.contains { $0.lines.contains { $0.name == count.rawValue } }
    }
    let places = tellers.prefix(3).map(TracePlace.text).joined(separator: ", ")
    let more = tellers.count > 3 ? " and \(tellers.count - 3) more" : ""
    let known = trace.call.call.profile.sources.sorted().joined(separator: ", ")
    let by = tellers.isEmpty ? "one of \(known)" : places + more
    let isClaim = trace.usage.claimed[count] != nil && trace.call.call.reported[count] == nil
    return "reported by " + by + (isClaim ? " (the earliest event with its message_guid)" : "")
  }

  private var contradictions: [[String]] {
    trace.contradictions.flatMap { name, believed -> [[String]] in
      let said = page.records.flatMap { record in
        record.says.flatMap(\.lines).filter { $0.name == name }.map { ["", $0.value, TracePlace.text(record)] }
      }
      return [["\(name): \(believed)"]] + said
    }
  }

  // MARK: Cost

  private var cost: String {
    let cost = trace.cost
    let amount = cost.amount.map { "\($0.exactText) \(cost.currency)" } ?? "unknown"
    var rows = cost.charges.map { [$0.meter.rawValue, TraceText.arithmetic($0, cost.currency), TraceText.row(of: $0)] }
    rows += cost.unpriced.map { [$0.meter.rawValue, "\($0.quantity.grouped) × unknown", $0.reason] }
    if let note = cost.note { rows.append([note]) }
    let bound = cost.amount != nil && !cost.unpriced.isEmpty ? ", a lower bound" : ""
    let basis = trace.usage.source == .estimated ? ", resting on an estimate" : ""
    if !cost.charges.isEmpty { rows.append([page.pricesNote]) }
    return section("Cost: \(amount)\(bound)\(basis)", rows)
  }

  private static func arithmetic(_ charge: Charge, _ currency: String) -> String {
    var text = "\(charge.quantity.grouped) × \(charge.row.price.exactText) \(charge.row.currency)"
    text += " ÷ \(charge.row.unit.rawValue)"
    if let discount = charge.discount { text += " × (100 − \(discount.percent)) ÷ 100" }
    if let exchange = charge.exchange { text += " × \(exchange.rate.exactText)" }
    return text + " = \(charge.amount.exactText) \(currency)"
  }

  static func row(of charge: Charge) -> String {
    "\(charge.row.conditionsText), \(charge.row.span.description); \(charge.row.place.description)"
  }

  // MARK: Records

  private var records: String {
    guard !page.records.isEmpty else {
      return
        "Records\n  Where they stood is not known: they were read before chargeback kept that. Ingest the files again.\n"
    }
    let read = page.records.count { $0.state == .read }
    return "Records: \(Int64(page.records.count).grouped), of which \(Int64(read).grouped) read again\n"
      + page.records.map(paragraph).joined()
  }

  private func paragraph(_ found: FoundRecord) -> String {
    let place = TracePlace.text(found)
    guard found.state == .read else {
      let formats = found.record.input.formats.sorted().joined(separator: ", ")
      return "  \(place): \(formats): \(TracePlace.sentence(found, page.calendar))\n"
    }
    let said = found.says.map { explanation in
      let heading = [explanation.format ?? "", explanation.outcome.rawValue, explanation.message.visible]
      return "  \(place): \(heading.filter { !$0.isEmpty }.joined(separator: ": "))\n"
        + TraceText.aligned(explanation.lines.map { [$0.name, $0.value, $0.authority] }, indent: 4)
    }
    return said.joined() + (found.content.map(TraceText.content) ?? "")
  }

  private static func content(_ content: CallContent) -> String {
    if content.isEmpty { return "    no prompt and no answer stand in it\n" }
    return [("prompt", content.prompt), ("answer", content.completion)].flatMap { name, messages in
      messages.map { message in
        let lines = message.text.split(separator: "\n", omittingEmptySubsequences: false)
        return "    \(name), \(message.role.visible):\n" + lines.map { "      \(String($0).visible)\n" }.joined()
      }
    }.joined()
  }

  // MARK: Layout

  private func section(_ title: String, _ rows: [[String]]) -> String {
    rows.isEmpty ? "" : "\(title)\n" + TraceText.aligned(rows, indent: 2)
  }

  /// Columns that stand below each other; a row of one cell is a sentence and sets no width.
  private static func aligned(_ rows: [[String]], indent: Int) -> String {
    let cells = rows.map { $0.map(\.visible) }
    let columns = cells.filter { $0.count > 1 }
    let widths = (0..<(columns.map(\.count).max() ?? 0)).map { column in
      columns.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return cells.map { row in
      let padded = row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : cell + String(repeating: " ", count: max(0, widths[column] - cell.count))
      }
      var line = padded.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return String(repeating: " ", count: indent) + line + "\n"
    }.joined()
  }
}
