import CSimdjson

/// A value inside the text that a `JSONParser` parsed last. Reading it copies nothing until a `String` is asked for.
struct JSONValue {
  let raw: cjson_value

  var kind: cjson_kind { cjson_value_kind(raw) }
  var isObject: Bool { kind == CJSON_OBJECT }
  var isArray: Bool { kind == CJSON_ARRAY }
  var isNull: Bool { kind == CJSON_NULL }

  var bool: Bool? { kind == CJSON_BOOL ? cjson_value_bool(raw) : nil }

  var integer: Int64? {
    var value: Int64 = 0
    return cjson_value_integer(raw, &value) ? value : nil
  }

  var double: Double? {
    kind == CJSON_DOUBLE || kind == CJSON_INTEGER ? cjson_value_double(raw) : nil
  }

  var string: String? { utf8.map { String(decoding: $0, as: UTF8.self) } }

  /// The bytes of a string, decoded; nil for any other kind.
  var utf8: UnsafeRawBufferPointer? {
    guard kind == CJSON_STRING else { return nil }
    var length = 0
    let start = cjson_value_string(raw, &length)
    return UnsafeRawBufferPointer(start: start, count: length)
  }

  /// An object's member, by its exact name or in any letter case.
  func member(_ name: String, anyCase: Bool = false) -> JSONValue? {
    var name = name
    var found = cjson_value()
    let exists = name.withUTF8 { text in
      text.withMemoryRebound(to: CChar.self) { cjson_object_member(raw, $0.baseAddress!, $0.count, anyCase, &found) }
    }
    return exists ? JSONValue(raw: found) : nil
  }

  var elements: [JSONValue] {
    guard isArray else { return [] }
    var result: [JSONValue] = []
    visit { _, value in result.append(value) }
    return result
  }

  var members: [(name: String, value: JSONValue)] {
    guard isObject else { return [] }
    var result: [(String, JSONValue)] = []
    visit { name, value in result.append((name, value)) }
    return result
  }

  private func visit(_ body: (String, JSONValue) -> Void) {
    var cursor = cjson_first(raw)
    var key: UnsafePointer<CChar>?
    var length = 0
    var value = cjson_value()
    while cjson_next(&cursor, &key, &length, &value) {
      body(String(decoding: UnsafeRawBufferPointer(start: key, count: length), as: UTF8.self), JSONValue(raw: value))
    }
  }
}
