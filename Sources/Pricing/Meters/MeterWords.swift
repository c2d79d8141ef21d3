/// Takes the name of a meter apart into words in lower case.
///
/// Blanks, hyphens, underscores and slashes part words. Azure also writes words together (`gpt4omini`, `BatchOutp`,
/// `aud1217`): such a piece is parted where it is made up of known words from end to end, else it stays one unknown word.
enum MeterWords {
  static func split(_ name: String) -> [String] {
    let pieces = name.lowercased().split { " -_/".contains($0) }.map(String.init)
    var words: [String] = []
    for word in pieces.flatMap({ isKnown($0) ? [$0] : parts($0) ?? [$0] }) {
      if word == "zone", words.last == "data" {
        words[words.count - 1] = "datazone"
      } else {
        words.append(word)
      }
    }
    return words
  }

  /// Month and day as four digits, or with the year behind them as eight.
  static func isDate(_ word: some StringProtocol) -> Bool {
    guard word.utf8.count == 4 || word.utf8.count == 8, word.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }),
      let month = Int(word.prefix(2)), let day = Int(word.prefix(4).suffix(2))
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }

  private static func isKnown(_ word: some StringProtocol) -> Bool { known.contains(String(word)) || isDate(word) }

  /// The known words that a piece is made of, or nil; of several ways the one whose first word is the longest.
  private static func parts(_ piece: String) -> [String]? {
    guard let first = piece.first else { return [] }
    // A single letter or digit is a word only where it stands alone.
    let shortest = first.isNumber ? 1 : 2
    for count in stride(from: piece.count, through: shortest, by: -1) {
      let head = piece.prefix(count)
      if isKnown(head), let rest = parts(String(piece.dropFirst(count))) { return [String(head)] + rest }
    }
    return nil
  }

  private static let known: Set<String> = Set(MeterWord.names)
    .union(MeterModel.all.flatMap { $0.words + $0.contextWords })
    .union(["data", "zone"])
}
