/// Inputs that are long enough for a price of their own: a price table may put the bound of a long-context price at any
/// number of tokens, but those who sell them put it at a round one.
///
/// So calls with long inputs are summed by the largest round number that their input tokens exceed. By the exact number,
/// each call would be a sum of its own.
enum LongInput {
  /// Calls with no more input tokens than this are summed together.
  static let shortest: Int64 = 65_536

  /// The largest number which the input exceeds and which is a multiple of 1,000 or of 1,024; 0 for an input that is not
  /// long.
  static func roundBelow(_ inputTokens: Int64) -> Int64 {
    if inputTokens <= shortest { return 0 }
    let below = inputTokens - 1
    return max(below - below % 1000, below - below % 1024)
  }

  /// Whether the number that an input is summed by tells if the input exceeds a bound.
  static func tells(_ bound: Int64) -> Bool { bound >= shortest && (bound % 1000 == 0 || bound % 1024 == 0) }

  /// How many of the bounds are exceeded by inputs with this number.
  static func band(_ inputTokensAbove: Int64, _ bounds: [Int64]) -> Int {
    inputTokensAbove == 0 ? 0 : bounds.count { $0 <= inputTokensAbove }
  }
}
