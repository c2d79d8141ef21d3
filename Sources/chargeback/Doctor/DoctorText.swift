import Aggregation
import ChargebackModel
import ReportWriters

/// A diagnosis in words and as `chargeback/doctor/1`.
struct DoctorText {
  private let diagnosis: Diagnosis
  private let path: String
  /// What every command needs besides; empty where the database is found without.
  private let option: String

  /// - Parameter database: as `--database` gave it.
  init(_ diagnosis: Diagnosis, path: String, database: String?) {
    self.diagnosis = diagnosis
    self.path = path
    option = database.map { " --database \($0.shellWord)" } ?? ""
  }

  // MARK: For people

  func plain(_ style: Style) -> String {
    var blocks = [block("Database", databaseLines, style)]
    if let period = diagnosis.period {
      let span = "from \(period.start.iso8601) until \(period.end.iso8601) (\(period.timeZone))"
      blocks.append(block("Sources, \(span)", sourceLines(style), style))
      blocks.append(block("Callers, each call once", shareLines(diagnosis.callers, style), style))
      blocks.append(block("Missing", shareLines(diagnosis.missing, style), style))
      let none = ["Nothing to measure: no call has both a reported count and a text."]
      blocks.append(block("Estimates", diagnosis.estimates.isEmpty ? none : diagnosis.estimates, style))
      blocks.append(block("Prices", priceLines, style))
    }
    let steps = diagnosis.steps
    blocks.append(
      block(
        "Next steps", steps.isEmpty ? ["Nothing to do."] : steps.flatMap { ["- \($0.message)", "  \(command($0))"] },
        style))
    return blocks.joined(separator: "\n")
  }

  private func block(_ heading: String, _ lines: [String], _ style: Style) -> String {
    ([style.bold(heading)] + lines.map(\.visible)).map { $0 + "\n" }.joined()
  }

  private var databaseLines: [String] {
    let health = diagnosis.health
    guard let content = health.content else {
      return ["\(path): \(health.bytes.grouped) bytes, damaged"] + health.damages
    }
    let free = content.freeBytes > 0 ? ", \(content.freeBytes.grouped) of them free" : ""
    var lines = [
      "\(path): sound, \(health.bytes.grouped) bytes\(free)",
      "\(content.calls.counted("call")) in \(content.profiles.counted("profile"))",
    ]
    if content.callsWithoutTime > 0 {
      lines.append("\(content.callsWithoutTime.counted("call")) without a time, which no period counts")
    }
    let rejected = content.rejected.map { "\($0.code) \($0.records.grouped)" }.joined(separator: ", ")
    if !rejected.isEmpty { lines.append("records that could not be read: \(rejected)") }
    return lines
  }

  private func sourceLines(_ style: Style) -> [String] {
    let rows = diagnosis.sources.map { source in
      [
        source.format, source.calls.grouped, Int64(source.days.count).grouped,
        source.days.first?.date.description ?? "",
        source.days.last?.date.description ?? "", DoctorText.gaps(source),
      ]
    }
    let headings = ["source", "calls", "days", "first", "last", "days without calls in between"]
    return PlainTable(
      headings: headings, areNumbers: [false, true, true, false, false, false], rows: rows,
      leastMissed: ["calls", "days", "first"]
    ).lines(style)
  }

  /// The first ones, and how many days they all are.
  private static func gaps(_ source: SourceDays) -> String {
    let text = source.gaps.prefix(3).map(\.description).joined(separator: ", ")
    if source.gaps.count <= 3 { return text }
    return text + ", … (\(source.gaps.reduce(0) { $0 + $1.days }.counted("day")) in all)"
  }

  private func shareLines(_ shares: [UsageShare], _ style: Style) -> [String] {
    let rows = shares.map { share in
      [
        share.meaning, share.calls.grouped, "\(share.callShare) %", share.tokens?.grouped ?? "unknown",
        share.cost.map { $0.rounded(to: 4).grouped(decimals: 4) } ?? "unknown", share.costShare.map { "\($0) %" } ?? "",
      ]
    }
    let headings = ["calls …", "calls", "of calls", "tokens", "cost (\(diagnosis.currency))", "of cost"]
    return PlainTable(
      headings: headings, areNumbers: [false] + headings.dropFirst().map { _ in true }, rows: rows,
      leastMissed: ["tokens", headings[4], "of calls"]
    ).lines(style)
  }

  private var priceLines: [String] {
    guard let age = diagnosis.priceAgeInDays, age > 0 else { return [diagnosis.pricesNote] }
    return [diagnosis.pricesNote, "The newest price is \(age.counted("day")) older than the last call."]
  }

  private func command(_ step: NextStep) -> String {
    step.command.contains(" --database ") ? step.command : step.command + option
  }

  // MARK: JSON

  var json: String {
    let members: [(String, String)] = [
      ("schema", JSONValue.string("chargeback/doctor/1").line), ("database", database.line),
      ("period", period.line), ("currency", JSONValue.string(diagnosis.currency).line),
      ("sources", lines(diagnosis.sources.map(source))), ("callers", lines(diagnosis.callers.map(share))),
      ("missing", lines(diagnosis.missing.map(share))),
      ("estimates", lines(diagnosis.estimates.map(JSONValue.string))),
      (
        "prices",
        JSONValue.object([
          ("note", .string(diagnosis.pricesNote)),
          ("ageInDays", diagnosis.priceAgeInDays.map(JSONValue.integer) ?? .null),
        ]).line
      ),
      (
        "steps",
        lines(
          diagnosis.steps.map { step in
            .object([
              ("code", .string(step.code)), ("message", .string(step.message)), ("command", .string(command(step))),
            ])
          })
      ),
    ]
    return "{\n" + members.map { "  \"\($0)\": \($1)" }.joined(separator: ",\n") + "\n}\n"
  }

  private var database: JSONValue {
    let health = diagnosis.health
    let content = health.content
    func number(_ value: Int64?) -> JSONValue { value.map(JSONValue.integer) ?? .null }
    return .object([
      ("path", .string(path)), ("sound", .bool(content != nil)),
      ("damages", .array(health.damages.map(JSONValue.string))), ("bytes", .integer(health.bytes)),
      ("freeBytes", number(content?.freeBytes)), ("calls", number(content?.calls)),
      ("callsWithoutTime", number(content?.callsWithoutTime)), ("profiles", number(content?.profiles)),
      ("rejectedRecords", content.map { .object($0.rejected.map { ($0.code, .integer($0.records)) }) } ?? .null),
    ])
  }

  private var period: JSONValue {
    guard let period = diagnosis.period else { return .null }
    return .object([
      ("from", .string(period.start.iso8601)), ("to", .string(period.end.iso8601)),
      ("timeZone", .string(period.timeZone)),
    ])
  }

  private func source(_ source: SourceDays) -> JSONValue {
    .object([
      ("format", .string(source.format)), ("calls", .integer(source.calls)),
      (
        "gaps",
        .array(
          source.gaps.map { gap in
            .object([
              ("first", .string(gap.first.description)), ("last", .string(gap.last.description)),
              ("days", .integer(gap.days)),
            ])
          })
      ),
      ("days", .object(source.days.map { ($0.date.description, .integer($0.calls)) })),
    ])
  }

  private func share(_ share: UsageShare) -> JSONValue {
    .object([
      ("name", .string(share.name)), ("calls", .integer(share.calls)),
      ("tokens", share.tokens.map(JSONValue.integer) ?? .null),
      ("cost", share.cost.map { .string($0.exactText) } ?? .null),
      ("percentOfCalls", .string(share.callShare.description)),
      ("percentOfCost", share.costShare.map { .string($0.description) } ?? .null),
    ])
  }

  private func lines(_ values: [JSONValue]) -> String {
    values.isEmpty ? "[]" : "[\n    " + values.map(\.line).joined(separator: ",\n    ") + "\n  ]"
  }
}
