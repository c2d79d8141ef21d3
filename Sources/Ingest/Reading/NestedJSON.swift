/// Parsers for JSON texts that stand in strings of one record; kept from record to record, for a parser's memory is dear.
final class NestedJSON {
  /// Whether the file that the records lie in writes the day before the month.
  var isDayFirst = false
  private var parsers: [JSONParser] = []
  private var used = 0

  /// Frees all parsers for the next record: values handed out before are dead.
  func reset() { used = 0 }

  func parse(_ text: UnsafeRawBufferPointer) -> JSONValue? {
    if used == parsers.count { parsers.append(JSONParser()) }
    let parser = parsers[used]
    guard let value = try? parser.parse(text, padded: false) else { return nil }
    used += 1
    return value
  }
}
