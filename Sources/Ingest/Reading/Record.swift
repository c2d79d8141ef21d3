import ChargebackModel
import Crypto

/// One log record, whatever it lay in: a JSON object, a row of a query's answer, a row of a CSV file.
///
/// Valid until the scanner moves on.
struct Record {
  enum Body {
    case object(JSONValue)
    case row(TableHeader, [JSONValue])
    case csv(TableHeader, [String])
  }

  let body: Body
  /// Parsers for JSON that stands in strings of this record.
  let nested: NestedJSON
  /// Where it stands in a `ByteWindow`; nil for what is no JSON object there.
  var text: UnsafeRawBufferPointer?
  /// When its transport took it in; stands in for a time that the record does not bear.
  var transportTime: Instant?

  /// The field of exactly that name.
  subscript(name: String) -> Field? { field(name, anyCase: false) }

  /// The first of these fields that is there and not empty, in any letter case.
  func anyCase(_ names: String...) -> Field? {
    for name in names {
      if let field = field(name, anyCase: true), !field.isEmpty { return field }
    }
    return nil
  }

  func has(_ name: String) -> Bool { self[name] != nil }

  var names: [String] {
    switch body {
    case .object(let value): value.members.map(\.name)
    case .row(let header, _), .csv(let header, _): header.names
    }
  }

  /// All fields with their names; of two with one name the first, twice.
  var fields: [(name: String, field: Field)] {
    names.compactMap { name in self[name].map { (name, $0) } }
  }

  private func field(_ name: String, anyCase: Bool) -> Field? {
    switch body {
    case .object(let value):
      return value.member(name, anyCase: anyCase).map { Field(.json($0), in: value, nested: nested) }
    case .row(let header, let cells):
      guard let index = header.index(name, anyCase: anyCase), index < cells.count else { return nil }
      return Field(.json(cells[index]), nested: nested)
    case .csv(let header, let cells):
      guard let index = header.index(name, anyCase: anyCase), index < cells.count else { return nil }
      return Field(.text(cells[index]), nested: nested)
    }
  }

  /// A digest of what the record says, the same for every copy: independent of the order of its fields and of what a
  /// transport adds to it.
  var digest: String {
    let transport: Set = ["EventProcessedUtcTime", "PartitionId", "EventEnqueuedUtcTime"]
    var parts: [String] = []
    for name in names.sorted() where !transport.contains(name) {
      if let field = self[name] { parts.append("\(name.utf8.count):\(name)=\(field.canonical)") }
    }
    let digest = SHA256.hash(data: Array(parts.joined(separator: "\u{1F}").utf8))
    return digest.prefix(16).map { byte in
      let hex = String(byte, radix: 16)
      return hex.count == 1 ? "0" + hex : hex
    }.joined()
  }
}
