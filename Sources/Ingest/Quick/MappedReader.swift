import CSimdjson
import ChargebackModel
import Store

/// Reads the common events of a mapping file quickly: JSON objects whose mapped fields are plain texts, whole numbers or
/// missing.
final class MappedReader: QuickReader {
  /// An object of the record, and what is wanted of it.
  private final class Node {
    var leaves: [(name: String, slot: Int)] = []
    var children: [(name: String, node: Node)] = []
    /// Of each leaf and then of each child the place among the object's members; -1 where it is missing.
    lazy var objects = ShapedObjects<[Int]> { [unowned self] names in
      // Its fields would mean something else: see `Field`.
      if names.contains("TableName") { return nil }
      return (leaves.map(\.name) + children.map(\.name)).map { names.firstIndex(of: $0) ?? -1 }
    }

    func child(_ name: String) -> Node {
      if let known = children.first(where: { $0.name == name }) { return known.node }
      children.append((name, Node()))
      return children.last!.node
    }
  }

  private let mapping: Mapping
  private let root = Node()
  private var slots: [JSONValue?] = []
  private var slotOfPath: [FieldPath: Int] = [:]
  private let conditions: [Int]
  private let facts: [Int]
  private let keys: [(kind: CallKey.Kind, slot: Int)]
  private let counts: [(count: UsageCount, slot: Int)]
  private let time: Int
  private let gatewayDurationMs: Int?
  private let serviceDurationMs: Int?
  private let authority: Authority
  private let hasRareCounts: Bool

  /// Nil for a mapping that asks for more: elements of lists, or the service's whole answer.
  init?(_ mapping: Mapping) {
    guard let time = mapping.time, mapping.answer == nil else { return nil }
    self.mapping = mapping
    let (root, paths) = (root, MappedReader.paths(of: mapping))
    var slotOfPath: [FieldPath: Int] = [:]
    for path in paths where slotOfPath[path] == nil {
      var node = root
      for (index, step) in path.steps.enumerated() {
        guard case .name(let name) = step else { return nil }
        if index < path.steps.count - 1 {
          node = node.child(name)
        } else {
          node.leaves.append((name, slotOfPath.count))
        }
      }
      slotOfPath[path] = slotOfPath.count
    }
    func slot(_ path: FieldPath) -> Int { slotOfPath[path]! }
    conditions = mapping.conditions.map { slot($0.path) }
    facts = mapping.facts.map { slot($0.path) }
    keys = mapping.keys.map { ($0.kind, slot($0.path)) }
    counts = mapping.counts.map { ($0.count, slot($0.path)) }
    self.time = slot(time)
    gatewayDurationMs = mapping.gatewayDurationMs.map(slot)
    serviceDurationMs = mapping.serviceDurationMs.map(slot)
    authority = mapping.side == .gateway ? .gatewayRequest : .service
    hasRareCounts = mapping.counts.contains {
      ![.inputTokens, .cachedInputTokens, .outputTokens, .reasoningTokens].contains($0.count)
    }
    slots = Array(repeating: nil, count: slotOfPath.count)
  }

  private static func paths(of mapping: Mapping) -> [FieldPath] {
    let figures = [mapping.time, mapping.gatewayDurationMs, mapping.serviceDurationMs].compactMap { $0 }
    return mapping.conditions.map(\.path) + mapping.facts.map(\.path) + mapping.keys.map(\.path)
      + mapping.counts.map(\.path) + figures
  }

  func sketch(_ record: JSONValue, _ nested: NestedJSON, into sketch: inout RecordSketch) -> Bool {
    guard !nested.isDayFirst, fill(root, record) else { return false }
    for slot in conditions { guard sketch.profile.append(slots[slot]) else { return false } }
    for slot in facts { guard sketch.profile.append(slots[slot]) else { return false } }
    return state(keys: &sketch) && state(figures: &sketch) && state(counts: &sketch)
  }

  /// Finds the fields of an object and of those in it.
  private func fill(_ node: Node, _ object: JSONValue) -> Bool {
    guard let places = node.objects.read(object) else { return false }
    for (index, leaf) in node.leaves.enumerated() {
      slots[leaf.slot] = places[index] < 0 ? nil : node.objects[places[index]]
    }
    for (index, child) in node.children.enumerated() {
      let place = places[node.leaves.count + index]
      if place < 0 {
        clear(child.node)
        continue
      }
      let value = node.objects[place]
      switch value.kind {
      case CJSON_OBJECT: guard fill(child.node, value) else { return false }
      // JSON may stand in a text.
      case CJSON_STRING: return false
      default: clear(child.node)
      }
    }
    return true
  }

  private func clear(_ node: Node) {
    for leaf in node.leaves { slots[leaf.slot] = nil }
    for child in node.children { clear(child.node) }
  }

  private func state(keys sketch: inout RecordSketch) -> Bool {
    var carriesKey = false
    for key in keys {
      let known = sketch.keys.count
      guard JSONValue.quickKey(slots[key.slot], key.kind, into: &sketch.keys) else { return false }
      carriesKey = carriesKey || key.kind == .apimRequestId && sketch.keys.count > known
    }
    sketch.profile.append(flag: carriesKey)
    return sketch.keys.count > 0
  }

  private func state(figures sketch: inout RecordSketch) -> Bool {
    guard let value = slots[time], let time = instant(value) else { return false }
    sketch.figures.state(time: time, authority)
    if let slot = gatewayDurationMs {
      guard let duration = JSONValue.quickMilliseconds(slots[slot]) else { return false }
      sketch.figures.state(gatewayDurationMs: duration, authority)
    }
    if let slot = serviceDurationMs {
      guard let duration = JSONValue.quickMilliseconds(slots[slot]) else { return false }
      sketch.figures.state(serviceDurationMs: duration, authority)
    }
    return true
  }

  private func instant(_ value: JSONValue) -> Instant? {
    guard let text = value.utf8 else { return nil }
    if mapping.timeFormat == .auto, let time = TimestampText.quick(text) { return time }
    return mapping.timeFormat.instant(String(decoding: text, as: UTF8.self))
  }

  private func state(counts sketch: inout RecordSketch) -> Bool {
    var usage = TokenUsage()
    for (count, slot) in counts {
      guard let value = JSONValue.quickCount(slots[slot]) else { return false }
      usage[count] = value
    }
    if hasRareCounts {
      guard usage.quantity(of: .input) >= 0, usage.quantity(of: .output) >= 0 else { return false }
    } else {
      guard usage.cachedInputTokens ?? 0 <= usage.inputTokens ?? 0 else { return false }
    }
    return sketch.figures.state(reported: usage) == 0
  }
}
