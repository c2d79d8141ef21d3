import CSimdjson
import ChargebackModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One field of a record, read leniently: exports write the count 14 as `14`, `"14"` and `[14]`.
struct Field {
  enum Raw {
    case json(JSONValue)
    case text(String)
  }

  private let raw: Raw
  /// The object that it stands in.
  private let owner: JSONValue?
  private let nested: NestedJSON

  init(_ raw: Raw, in owner: JSONValue? = nil, nested: NestedJSON) {
    self.raw = raw
    self.owner = owner
    self.nested = nested
  }

  var isEmpty: Bool {
    switch raw {
    case .json(let value) where value.kind == CJSON_NULL: true
    case .json(let value) where value.isObject || value.isArray: false
    default: text == nil
    }
  }

  /// The value as text; nil if it is missing, null, empty, or neither text, number nor truth value.
  var text: String? {
    let text: String?
    switch raw {
    case .text(let cell): text = Field.withoutNUL(cell)
    // A CSV file's dates are month first already.
    case .json(let value) where nested.isDayFirst: text = Field.text(value).map(DateOrder.dayFirst.monthFirst)
    case .json(let value): text = Field.text(value)
    }
    guard let text, !text.isEmpty, !(text == "None" && isStringified) else { return nil }
    return text
  }

  /// `az monitor log-analytics query` prints every value as Python's `str` does, so a missing one is the text `None`.
  private var isStringified: Bool { owner?.member("TableName") != nil }

  /// SQLite's C calls end a text at its first NUL: what stands behind it must not vanish from a name.
  private static func withoutNUL(_ text: String) -> String {
    text.utf8.contains(0)
      ? text.split(separator: "\0", omittingEmptySubsequences: false).joined(separator: "\u{FFFD}") : text
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value.kind {
    case CJSON_STRING:
      guard let bytes = value.utf8, let start = bytes.baseAddress else { return nil }
      let text = String(decoding: bytes, as: UTF8.self)
      return memchr(start, 0, bytes.count) == nil ? text : withoutNUL(text)
    case CJSON_INTEGER: return value.integer.map(String.init)
    case CJSON_DOUBLE: return value.double.map { "\($0)" }
    case CJSON_BOOL: return value.bool.map { $0 ? "true" : "false" }
    case CJSON_ARRAY:
      let elements = value.elements
      return elements.count == 1 ? text(elements[0]) : nil
    default: return nil
    }
  }

  /// More tokens than any call can have: sums of counts below it cannot overflow.
  private static let countLimit: Int64 = 1_000_000_000_000

  /// A count of 0 or more.
  /// - Throws: a rejection naming `name` where there is a value that is no such count; the value itself is not shown.
  func count(_ name: String) throws(Rejection) -> Int64? {
    if case .json(let value) = raw, let count = value.integer, (0...Field.countLimit).contains(count) { return count }
    guard let text else {
      if isBlank { return nil }
      throw Rejection(.impossibleValue, "\(name) is no count of 0 or more")
    }
    // 14.0, as a table of mixed numbers is printed.
    let count = Int64(text) ?? ExactDecimal(text)?.scaled(to: 0).flatMap { Int64(exactly: $0) }
    guard let count, count >= 0 else { throw Rejection(.impossibleValue, "\(name) is no count of 0 or more") }
    guard count <= Field.countLimit else { throw Rejection(.impossibleValue, "\(name) is more than any call can have") }
    return count
  }

  /// Whether there is nothing in it, as opposed to something that is no text.
  private var isBlank: Bool {
    guard case .json(let value) = raw, value.kind != CJSON_STRING else { return true }
    return Field.isBlank(value)
  }

  private static func isBlank(_ value: JSONValue) -> Bool {
    switch value.kind {
    case CJSON_NULL: true
    case CJSON_STRING: value.utf8?.isEmpty ?? true
    case CJSON_ARRAY: value.elements.allSatisfy(isBlank)
    default: false
    }
  }

  var integer: Int64? {
    if case .json(let value) = raw, let integer = value.integer { return integer }
    return text.flatMap { Int64($0) }
  }

  /// Milliseconds, rounded to whole ones.
  func milliseconds(perUnit: Double = 1) -> Int64? {
    guard let value = number, value.isFinite, value >= 0, value * perUnit < 1e15 else { return nil }
    return Int64((value * perUnit).rounded())
  }

  private var number: Double? {
    if case .json(let value) = raw, let number = value.double { return number }
    return text.flatMap(Double.init)
  }

  var truth: Bool? {
    switch text?.lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }

  /// An object that is no JSON text in a string.
  var object: Record? {
    guard case .json(let value) = raw, value.isObject else { return nil }
    return Record(body: .object(value), nested: nested)
  }

  var isNumber: Bool {
    guard case .json(let value) = raw else { return false }
    return value.kind == CJSON_INTEGER || value.kind == CJSON_DOUBLE
  }

  /// An object, also one that stands as JSON text in a string.
  var record: Record? {
    switch raw {
    case .json(let value) where value.isObject: return Record(body: .object(value), nested: nested)
    case .json(let value):
      guard let text = value.utf8, let object = nested.parse(text), object.isObject else { return nil }
      return Record(body: .object(object), nested: nested)
    case .text(var cell):
      let object = cell.withUTF8 { nested.parse(UnsafeRawBufferPointer($0)) }
      guard let object, object.isObject else { return nil }
      return Record(body: .object(object), nested: nested)
    }
  }

  /// Whether it is a text of a JSON record that holds one of these.
  func holds(anyOf words: [StaticString]) -> Bool {
    guard case .json(let value) = raw, let text = value.utf8 else { return true }
    return words.contains { Field.holds(text, $0) }
  }

  private static func holds(_ text: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard var start = text.baseAddress, text.count >= length else { return false }
    let end = start + (text.count - length + 1)
    while let found = memchr(start, Int32(word.utf8Start[0]), end - start) {
      if memcmp(found, word.utf8Start, length) == 0 { return true }
      start = UnsafeRawPointer(found) + 1
    }
    return false
  }

  /// A field of the object that it is, also of one that stands as JSON text in a string.
  func member(_ name: String) -> Field? {
    guard case .json(let value) = raw, value.isObject else { return record?[name] }
    return value.member(name).map { Field(.json($0), in: value, nested: nested) }
  }

  var elements: [Field] {
    guard case .json(let value) = raw else { return [] }
    return value.elements.map { Field(.json($0), in: owner, nested: nested) }
  }

  /// The elements of a list, also of one that stands as JSON text in a string.
  var list: [Field] {
    let values: JSONValue?
    switch raw {
    case .json(let value) where value.isArray: values = value
    case .json(let value): values = value.utf8.flatMap(nested.parse)
    case .text(var cell): values = cell.withUTF8 { nested.parse(UnsafeRawBufferPointer($0)) }
    }
    return (values?.elements ?? []).map { Field(.json($0), in: owner, nested: nested) }
  }

  /// An object or a list as compact JSON; nil for anything else and for an empty object.
  var compactJSON: String? {
    guard case .json(let value) = raw, value.isArray || (value.isObject && !value.members.isEmpty) else { return nil }
    return value.compactText
  }

  /// The value with everything in it, in one spelling.
  var canonical: String {
    switch raw {
    case .text(let cell): cell
    case .json(let value): Field.canonical(value)
    }
  }

  private static func canonical(_ value: JSONValue) -> String {
    if value.isObject {
      let members = value.members.sorted { $0.name < $1.name }
      return "{" + members.map { "\($0.name.utf8.count):\($0.name)=\(canonical($0.value))" }.joined(separator: ",")
        + "}"
    }
    if value.isArray { return "[" + value.elements.map(canonical).joined(separator: ",") + "]" }
    return text(value) ?? "null"
  }
}
