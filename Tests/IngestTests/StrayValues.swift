/// Values that no record of a sample has in that place, some of which are no JSON: what a reader that goes by the bytes
/// could take for something else.
enum StrayValues {
  static let values: [[UInt8]] =
    [
      "01", "-0", "0", "-1", "1e5", "1.0", "1.", ".5", "1e", "1e400", "-", "+1", "0x1", "99999999999999999999", "1 2",
      "9223372036854775807", "123456789012345678", "1234567890123456789", "1E-7", "true", "false", "null", "tru", "nul",
      "True", "NaN", "[]", "{}", "[1]", "[1,2]", "[ 1 , 2 ]", "[1,]", "[[1]]", "[\"a\",1]", "{\"a\":1}", "{\"a\":1,}",
      #""""#, #""a\"b""#, #""\\""#, #""\/""#, #""\x""#, #""\u00e4""#, #""\ud83d\ude00""#, #""\ud83d""#, #""\ude00""#,
      #""\u0000""#, #""\u12""#, #""\n\t\b\f\r""#, #""ä€😀""#, #""None""#, #""{\"a\":1}""#, #""{\"a\":\"\\n\"}""#,
      #""{}""#, #"\"a\""#, #"\"\\n\""#, #"\"ä\""#, #"[1,2]"#, #"\"\""#, #"\"a"#, "\"\t\"", "\"\u{7F}\"", "'a'", "",
      " ", #""429""#, "\"2026-10-01T00:00:00Z\"", "429, \"TableName\": \"None\"", "1, \"Type\": 2",
      "1, \"id\": \"m-2\"",
    ].map { Array($0.utf8) } + [[34, 0xC3, 34], [34, 0xED, 0xA0, 0x80, 34], [34, 0xC0, 0x80, 34], [34, 0, 34]]

  /// What may stand between two records: mostly the end of a line.
  static let between: [[UInt8]] =
    Array(repeating: [10], count: 20)
    + ["\r\n", "", " ", ",\n", "\n\n", " \n", "\u{1E}", "}", "x\n"].map { Array($0.utf8) }

  /// Puts one in the place of what stands between a colon and the next mark.
  static func strike(_ record: inout [UInt8], _ random: inout some RandomNumberGenerator) {
    let colons = record.indices.filter { record[$0] == UInt8(ascii: ":") }
    guard let colon = colons.randomElement(using: &random) else { return }
    let end = record[colon...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") } ?? record.endIndex
    record.replaceSubrange((colon + 1)..<end, with: values.randomElement(using: &random)!)
  }

  /// The bytes as a pipe may give them.
  static func chunks(_ bytes: [UInt8], _ random: inout some RandomNumberGenerator) -> [[UInt8]] {
    var chunks: [[UInt8]] = []
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Int.random(in: 1...30_000, using: &random))
      chunks.append(Array(bytes[start..<end]))
      start = end
    }
    return chunks
  }
}
