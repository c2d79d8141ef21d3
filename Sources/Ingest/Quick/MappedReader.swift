import ChargebackModel
import Store

/// Reads the common events of a mapping file quickly: JSON objects whose mapped fields are plain texts, whole numbers or
/// missing.
final class MappedReader: QuickReader {
  private let mapping: Mapping
  let wanted: [FieldPath]
  // Of these, and of what else a mapping names, the numbers among the wanted fields.
  private let conditions: [Int]
  private let facts: [Int]
  private let statuses: [Int]
  private let keys: [(kind: CallKey.Kind, number: Int)]
  private let counts: [(count: UsageCount, number: Int)]
  private let time: Int
  private let gatewayDurationMs: Int?
  private let serviceDurationMs: Int?
  private let authority: Authority
  private let hasRareCounts: Bool

  /// Nil for a mapping that asks for more: elements of lists, the service's whole answer, or a status for all.
  init?(_ mapping: Mapping) {
    guard let time = mapping.time, mapping.answer == nil,
      !mapping.constants.contains(where: { $0.fact == .statusCode })
    else { return nil }
    self.mapping = mapping
    var wanted: [FieldPath] = []
    for path in MappedReader.paths(of: mapping) where !wanted.contains(path) { wanted.append(path) }
    guard WantedFields(wanted) != nil else { return nil }
    self.wanted = wanted
    func number(_ path: FieldPath) -> Int { wanted.firstIndex(of: path)! }
    conditions = mapping.conditions.map { number($0.path) }
    facts = mapping.facts.map { number($0.path) }
    statuses = mapping.facts.filter { $0.fact == .statusCode }.map { number($0.path) }
    keys = mapping.keys.map { ($0.kind, number($0.path)) }
    counts = mapping.counts.map { ($0.count, number($0.path)) }
    self.time = number(time)
    gatewayDurationMs = mapping.gatewayDurationMs.map(number)
    serviceDurationMs = mapping.serviceDurationMs.map(number)
    authority = mapping.side == .gateway ? .gatewayRequest : .service
    hasRareCounts = mapping.counts.contains {
      ![.inputTokens, .cachedInputTokens, .outputTokens, .reasoningTokens].contains($0.count)
    }
  }

  private static func paths(of mapping: Mapping) -> [FieldPath] {
    let figures = [mapping.time, mapping.gatewayDurationMs, mapping.serviceDurationMs].compactMap { $0 }
    return mapping.conditions.map(\.path) + mapping.facts.map(\.path) + mapping.keys.map(\.path)
      + mapping.counts.map(\.path) + figures
  }

  func sketch(_ fields: QuickFields, into sketch: inout RecordSketch) -> Bool {
    for number in conditions { guard sketch.profile.append(fields[number]) else { return false } }
    for number in facts { guard sketch.profile.append(fields[number]) else { return false } }
    for number in statuses where isTriedAgain(fields[number]) { return false }
    return state(keys: fields, &sketch) && state(figures: fields, &sketch) && state(counts: fields, &sketch)
  }

  /// Whether the record may tell of an attempt that failed.
  private func isTriedAgain(_ status: QuickValue) -> Bool {
    if let text = status.text { return Attempt.isTriedAgain(after: text) }
    // As a text it has three digits.
    return status.integer.map { (500...599).contains($0) || $0 == 408 || $0 == 429 } ?? false
  }

  private func state(keys fields: QuickFields, _ sketch: inout RecordSketch) -> Bool {
    var carriesKey = false
    for key in keys {
      let known = sketch.call.keys.count
      guard fields[key.number].key(key.kind, into: &sketch.call.keys) else { return false }
      carriesKey = carriesKey || key.kind == .apimRequestId && sketch.call.keys.count > known
    }
    sketch.profile.append(flag: carriesKey)
    return sketch.call.keys.count > 0
  }

  private func state(figures fields: QuickFields, _ sketch: inout RecordSketch) -> Bool {
    guard let time = instant(fields[time]) else { return false }
    sketch.call.figures.state(time: time, authority)
    if let gatewayDurationMs {
      guard let duration = fields[gatewayDurationMs].milliseconds else { return false }
      sketch.call.figures.state(gatewayDurationMs: duration, authority)
    }
    if let serviceDurationMs {
      guard let duration = fields[serviceDurationMs].milliseconds else { return false }
      sketch.call.figures.state(serviceDurationMs: duration, authority)
    }
    return true
  }

  private func instant(_ value: QuickValue) -> Instant? {
    guard let text = value.text else { return nil }
    if mapping.timeFormat == .auto { return TimestampText.quick(text) }
    return mapping.timeFormat.instant(String(decoding: text, as: UTF8.self))
  }

  private func state(counts fields: QuickFields, _ sketch: inout RecordSketch) -> Bool {
    var usage = TokenUsage()
    for (count, number) in counts {
      guard let value = fields[number].count else { return false }
      usage[count] = value
    }
    if hasRareCounts {
      guard usage.quantity(of: .input) >= 0, usage.quantity(of: .output) >= 0 else { return false }
    } else {
      guard usage.cachedInputTokens ?? 0 <= usage.inputTokens ?? 0 else { return false }
    }
    return sketch.call.figures.state(reported: usage) == 0
  }
}
