/// Finds the name that somebody most likely meant.
package enum NearestName {
  /// Nil where none is near: at most a third of the letters may be wrong.
  package static func of(_ text: String, among names: [String]) -> String? {
    let ranked = names.map { (name: $0, distance: distance(text.lowercased(), $0.lowercased())) }
    guard let best = ranked.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return nil }
    return best.distance <= max(1, max(text.count, best.name.count) / 3) ? best.name : nil
  }

  /// Letters to add, drop, exchange, or swap with their neighbour (optimal string alignment).
  private static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.prefix(64)), Array(b.prefix(64)))
    var rows = [Array(0...b.count)]
    for (line, letter) in a.enumerated() {
      var row = [line + 1]
      for column in b.indices {
        let exchanged = rows[line][column] + (letter == b[column] ? 0 : 1)
        var best = min(exchanged, rows[line][column + 1] + 1, row[column] + 1)
        if line > 0, column > 0, letter == b[column - 1], a[line - 1] == b[column] {
          best = min(best, rows[line - 1][column - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
