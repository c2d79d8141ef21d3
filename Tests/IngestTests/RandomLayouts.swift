/// A text with records `{"a": …, "id": n}` in one layout after another.
struct RandomLayouts {
  private(set) var text = ""
  private(set) var ids: [Int] = []

  init(_ random: inout some RandomNumberGenerator) {
    if Bool.random(using: &random) { text = "\u{FEFF}" }
    for _ in 0..<Int.random(in: 1...6, using: &random) { addPart(&random) }
  }

  private mutating func addPart(_ random: inout some RandomNumberGenerator) {
    let first = ids.count + 1
    let new = Array(first..<(first + Int.random(in: 0...4, using: &random)))
    ids += new
    let values = new.map { _ in RandomLayouts.values.randomElement(using: &random)! }
    let objects = zip(new, values).map { "{\"a\":\"\($1)\",\"id\":\($0)}" }
    let end = Bool.random(using: &random) ? "\r\n" : "\n"
    switch Int.random(in: 0...7, using: &random) {
    case 0: text += objects.map { $0 + end }.joined()
    case 1: text += zip(new, values).map { "{\(end)  \"a\": \"\($1)\",\(end)  \"id\": \($0)\(end)}\(end)" }.joined()
    case 2: text += "[" + objects.joined(separator: ",") + "]" + end
    case 3: text += "[" + end + objects.map { "  " + $0 }.joined(separator: "," + end) + end + "]" + end
    case 4: text += "{\"records\":[" + objects.joined(separator: ", ") + "]}" + end
    case 5: text += "{\"_rid\":\"[{\", \"Documents\" : [" + objects.joined(separator: ",") + "],\"_count\":7}" + end
    case 6:
      let rows = zip(new, values).map { "[\"\($1)\",\($0)]" }
      text += "{\"tables\":[{\"name\":\"T\",\"columns\":[{\"name\":\"a\"},{\"name\":\"id\"}],\"rows\":["
      text += rows.joined(separator: ",") + "]}]}" + end
    default:
      text += "a,id" + end + new.map { "\"x, \"\"y\"\"\(end)z\",\($0)" + end }.joined()
    }
  }

  /// As they stand inside the quotes of JSON.
  private static let values = ["", "x", "{", "]", "},{", "\\\"", "\\\\", "a, b", "\\r\\n", "\\u20ac", "Überlänge 🐟"]
}
