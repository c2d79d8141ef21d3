/// Finds the name that somebody most likely meant.
enum NearestName {
  /// Nil where none is near: at most a third of the letters may be wrong.
  static func of(_ text: String, among names: [String]) -> String? {
    let ranked = names.map { (name: $0, distance: distance(text.lowercased(), $0.lowercased())) }
    guard let best = ranked.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return nil }
    return best.distance <= max(1, max(text.count, best.name.count) / 3) ? best.name : nil
  }

  /// Letters to add, drop or exchange (Levenshtein).
  private static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b.prefix(64))
    var row = Array(0...b.count)
    for (line, letter) in a.prefix(64).enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for column in b.indices {
        let exchanged = diagonal + (letter == b[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(exchanged, row[column] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
