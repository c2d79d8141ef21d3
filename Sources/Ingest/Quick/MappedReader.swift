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
    lazy var objects = ShapedObjects<Places> { [unowned self] names in
      // Its fields would mean something else: see `Field`.
      names.contains("TableName") ? nil : Places(leaves, children, names)
    }

    func child(_ name: String) -> Node {
      if let known = children.first(where: { $0.name == name }) { return known.node }
      children.append((name, Node()))
      return children.last!.node
    }
  }

  /// Where among an object's members stands what is wanted of it.
  private final class Places {
    let leaves: [(place: Int, slot: Int)]
    let children: [(place: Int, node: Node)]
    /// Slots of leaves that are missing, also of those in objects that are.
    let missing: [Int]

    init(_ leaves: [(name: String, slot: Int)], _ children: [(name: String, node: Node)], _ names: [String]) {
      func place(_ name: String) -> Int? { names.firstIndex(of: name) }
      self.leaves = leaves.compactMap { leaf in place(leaf.name).map { ($0, leaf.slot) } }
      self.children = children.compactMap { child in place(child.name).map { ($0, child.node) } }
      missing =
        leaves.filter { place($0.name) == nil }.map(\.slot)
        + children.filter { place($0.name) == nil }.flatMap { Places.slots(below: $0.node) }
    }

    private static func slots(below node: Node) -> [Int] {
      node.leaves.map(\.slot) + node.children.flatMap { slots(below: $0.node) }
    }
  }

  private let mapping: Mapping
  private let root = Node()
  /// The fields of the record read last; without a document where they are missing.
  private let slots: UnsafeMutableBufferPointer<cjson_value>
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
    slots = .allocate(capacity: slotOfPath.count)
    slots.initialize(repeating: MappedReader.nothing)
  }

  deinit { slots.deallocate() }

  private static var nothing: cjson_value { cjson_value(document: nil, index: 0) }

  private func field(_ slot: Int) -> JSONValue? { slots[slot].document == nil ? nil : JSONValue(raw: slots[slot]) }

  private static func paths(of mapping: Mapping) -> [FieldPath] {
    let figures = [mapping.time, mapping.gatewayDurationMs, mapping.serviceDurationMs].compactMap { $0 }
    return mapping.conditions.map(\.path) + mapping.facts.map(\.path) + mapping.keys.map(\.path)
      + mapping.counts.map(\.path) + figures
  }

  func sketch(_ record: JSONValue, _ nested: NestedJSON, into sketch: inout RecordSketch) -> Bool {
    guard !nested.isDayFirst, fill(root, record) else { return false }
    for slot in conditions { guard sketch.profile.append(field(slot)) else { return false } }
    for slot in facts { guard sketch.profile.append(field(slot)) else { return false } }
    return state(keys: &sketch) && state(figures: &sketch) && state(counts: &sketch)
  }

  /// Finds the fields of an object and of those in it.
  private func fill(_ node: Node, _ object: JSONValue) -> Bool {
    let objects = node.objects
    guard let places = objects.read(object) else { return false }
    for (place, slot) in places.leaves { slots[slot] = objects[place] }
    for slot in places.missing { slots[slot] = MappedReader.nothing }
    for (place, child) in places.children where !fill(child, JSONValue(raw: objects[place])) { return false }
    return true
  }

  private func state(keys sketch: inout RecordSketch) -> Bool {
    var carriesKey = false
    for key in keys {
      let known = sketch.keys.count
      guard JSONValue.quickKey(field(key.slot), key.kind, into: &sketch.keys) else { return false }
      carriesKey = carriesKey || key.kind == .apimRequestId && sketch.keys.count > known
    }
    sketch.profile.append(flag: carriesKey)
    return sketch.keys.count > 0
  }

  private func state(figures sketch: inout RecordSketch) -> Bool {
    guard let value = field(time), let time = instant(value) else { return false }
    sketch.figures.state(time: time, authority)
    if let slot = gatewayDurationMs {
      guard let duration = JSONValue.quickMilliseconds(field(slot)) else { return false }
      sketch.figures.state(gatewayDurationMs: duration, authority)
    }
    if let slot = serviceDurationMs {
      guard let duration = JSONValue.quickMilliseconds(field(slot)) else { return false }
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
      guard let value = JSONValue.quickCount(field(slot)) else { return false }
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
