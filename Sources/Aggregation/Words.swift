/// Counted things in a sentence.
enum Words {
  /// `1 call`, `2 calls`.
  static func count(_ number: Int64, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
