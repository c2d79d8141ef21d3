import Foundation

/// Whether an issue's message says only what we wrote, and never a text out of a log: each of its words stands in the
/// sources.
enum OwnSentences {
  static func hold(_ message: String) -> Bool {
    var own = message[...]
    for (beginning, rest) in foreign {
      guard let range = message.range(of: beginning) else { continue }
      own = message[..<range.upperBound]
      if message[range.upperBound...].range(of: "^\(rest)$", options: .regularExpression) == nil { return false }
    }
    return own.split(whereSeparator: isNoLetter).allSatisfy { words.contains(String($0)) }
  }

  /// What may follow a sentence's beginning without being ours.
  private static let foreign = [
    // simdjson's own words, which describe the grammar.
    ("is not valid JSON: ", "[A-Za-z0-9 ,.:;'\"()/-]+"),
    // At most twelve names of fields, cut to 40 characters.
    ("fields are ", "([\\p{L}\\p{N} _.@\\[\\]-]{0,40}, ){0,11}[\\p{L}\\p{N} _.@\\[\\]-]{0,40}(, …)?"),
  ]

  private static let words: Set<String> = {
    let folder = SampleFolder.repository.appending(path: "Sources")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var words: Set<String> = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift", let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      words.formUnion(text.split(whereSeparator: isNoLetter).map(String.init))
    }
    return words
  }()

  private static func isNoLetter(_ character: Character) -> Bool { !character.isLetter && character != "_" }
}
