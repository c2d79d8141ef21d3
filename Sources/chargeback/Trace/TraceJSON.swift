import Aggregation
import ChargebackModel
import Ingest
import Pricing
import ReportWriters

/// The envelope `chargeback/trace/1`: the calls that an id belongs to, mostly one. What is not known is null; amounts are
/// decimal strings; times are in UTC.
struct TraceJSON {
  let id: CallId
  let pages: [TracePage]

  var text: String {
    let calls = pages.map(TraceJSON.call).joined(separator: ",\n")
    return """
      {
        "schema": "chargeback/trace/1",
        "id": \(JSONValue.string(id.text).line),
        "calls": [
      \(calls)
        ]
      }

      """
  }

  private static func call(_ page: TracePage) -> String {
    let (trace, call) = (page.trace, page.trace.call.call)
    let members: [(String, String)] = [
      ("foundAs", JSONValue.array(page.foundAs.map { .string($0) }).line),
      ("time", text(call.time?.value.iso8601).line),
      ("facts", lines(trace.circumstances.map(fact))),
      ("caller", lines(trace.caller.map(fact))),
      (
        "durations",
        JSONValue.object([
          ("gatewayDurationMs", number(call.gatewayDurationMs?.value)),
          ("serviceDurationMs", number(call.serviceDurationMs?.value)),
        ]).line
      ),
      ("usage", usage(trace.usage).line),
      ("cost", cost(trace.cost)),
      ("contradictions", lines(trace.contradictions.map { contradiction($0, page.records) })),
      ("leftOut", JSONValue.array(trace.leftOut.map { .string($0) }).line),
      ("sources", JSONValue.array(call.profile.sources.sorted().map { .string($0) }).line),
      ("records", lines(page.records.map { record($0, page.calendar) })),
    ]
    return "    {\n" + members.map { "      \"\($0)\": \($1)" }.joined(separator: ",\n") + "\n    }"
  }

  private static func fact(_ line: CallTrace.Line) -> JSONValue {
    .object([
      ("name", .string(line.name)), ("value", .string(line.value)),
      ("authority", line.authority.map { .string("\($0)") } ?? .null),
      ("note", text(line.note)),
    ])
  }

  private static func usage(_ usage: TracedUsage) -> JSONValue {
    .object(
      [("source", .string(usage.source.rawValue))]
        + UsageCount.allCases.compactMap { count in usage.counts[count].map { (count.rawValue, .integer($0)) } }
        + [("note", text(usage.note))])
  }

  private static func cost(_ cost: TracedCost) -> String {
    let charges = cost.charges.map { charge in
      JSONValue.object([
        ("meter", .string(charge.meter.rawValue)), ("quantity", .integer(charge.quantity)),
        ("price", .string(charge.row.price.exactText)), ("currency", .string(charge.row.currency)),
        ("unit", .string(charge.row.unit.rawValue)),
        ("conditions", .string("\(charge.row.conditionsText), \(charge.row.span.description)")),
        ("priceRow", .string(charge.row.place.description)),
        ("discountPercent", text(charge.discount?.percent)), ("exchangeRate", text(charge.exchange?.rate.exactText)),
        ("amount", .string(charge.amount.exactText)),
      ])
    }
    let unpriced = cost.unpriced.map { meter, quantity, reason in
      JSONValue.object([
        ("meter", .string(meter.rawValue)), ("quantity", .integer(quantity)), ("reason", .string(reason)),
      ])
    }
    return JSONValue.object([
      ("amount", text(cost.amount?.exactText)), ("currency", .string(cost.currency)), ("note", text(cost.note)),
      ("charges", .array(charges)), ("unpriced", .array(unpriced)),
    ]).line
  }

  private static func contradiction(_ found: (name: String, believed: String), _ records: [FoundRecord]) -> JSONValue {
    let said = records.flatMap { record in
      record.says.flatMap(\.lines).filter { $0.name == found.name }.map { line in
        JSONValue.object([
          ("value", .string(line.value)), ("path", .string(TracePlace.path(record))),
          ("place", .string(record.record.place)),
        ])
      }
    }
    return .object([
      ("name", .string(found.name)), ("believed", .string(found.believed)), ("said", .array(said)),
    ])
  }

  private static func record(_ found: FoundRecord, _ calendar: ZoneCalendar) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("path", .string(TracePlace.path(found))), ("place", .string(found.record.place)),
      ("state", .string(TracePlace.name(found.state))),
      ("message", found.state == .read ? .null : .string(TracePlace.sentence(found, calendar))),
      ("formats", .array(found.record.input.formats.sorted().map { .string($0) })),
      ("says", .array(found.says.map(explanation))),
    ]
    if let content = found.content {
      members.append(("prompt", .array(content.prompt.map(message))))
      members.append(("completion", .array(content.completion.map(message))))
    }
    return .object(members)
  }

  private static func explanation(_ explanation: Explanation) -> JSONValue {
    let says = explanation.lines.map { line in
      JSONValue.object([
        ("name", .string(line.name)), ("value", .string(line.value)),
        ("authority", line.authority.isEmpty ? .null : .string(line.authority)),
      ])
    }
    return .object([
      ("format", text(explanation.format)), ("outcome", .string(explanation.outcome.rawValue)),
      ("message", .string(explanation.message)), ("lines", .array(says)),
    ])
  }

  private static func message(_ message: CallContent.Message) -> JSONValue {
    .object([("role", .string(message.role)), ("text", .string(message.text))])
  }

  // MARK: Values

  private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
  private static func number(_ number: Int64?) -> JSONValue { number.map { .integer($0) } ?? .null }

  private static func lines(_ values: [JSONValue]) -> String {
    values.isEmpty ? "[]" : "[\n        " + values.map(\.line).joined(separator: ",\n        ") + "\n      ]"
  }
}
