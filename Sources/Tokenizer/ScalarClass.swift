/// What the word patterns ask about a Unicode scalar. Each scalar has exactly one class; sets of them are masks.
///
/// The classes come from a table of our own and not from `Unicode.Scalar.Properties`: tiktoken follows Unicode 16.0,
/// while the standard library follows the newest Unicode that its release knows.
struct ScalarClass: OptionSet, Sendable {
  let rawValue: UInt8

  /// `\p{Lu}`, `\p{Lt}`
  static let upper = ScalarClass(rawValue: 1 << 0)
  /// `\p{Ll}`
  static let lower = ScalarClass(rawValue: 1 << 1)
  /// `\p{Lm}`, `\p{Lo}`
  static let caseless = ScalarClass(rawValue: 1 << 2)
  /// `\p{M}`
  static let mark = ScalarClass(rawValue: 1 << 3)
  /// `\p{N}`
  static let number = ScalarClass(rawValue: 1 << 4)
  /// `\s` without the line ends
  static let space = ScalarClass(rawValue: 1 << 5)
  /// `\r`, `\n`
  static let lineEnd = ScalarClass(rawValue: 1 << 6)
  /// All else
  static let other = ScalarClass(rawValue: 1 << 7)

  /// `\p{L}`
  static let letter = ScalarClass(rawValue: 0b0000_0111)
  /// `\s`
  static let whitespace = ScalarClass(rawValue: 0b0110_0000)
  /// `[^\s\p{L}\p{N}]`
  static let symbol = ScalarClass(rawValue: 0b1000_1000)

  /// The class of every scalar, at the index of its value. Made on first use from `runs`, never freed.
  // Unchecked: nobody writes to it after this initializer.
  nonisolated(unsafe) static let table: UnsafePointer<ScalarClass> = {
    let table = UnsafeMutablePointer<ScalarClass>.allocate(capacity: 0x11_0000)
    for (index, run) in runs.enumerated() {
      let start = Int(run >> 8)
      let end = index + 1 < runs.count ? Int(runs[index + 1] >> 8) : 0x11_0000
      (table + start).initialize(repeating: ScalarClass(rawValue: UInt8(truncatingIfNeeded: run)), count: end - start)
    }
    return UnsafePointer(table)
  }()
}
