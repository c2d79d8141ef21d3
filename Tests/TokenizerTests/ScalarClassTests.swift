import Testing

@testable import Tokenizer

@Test func everyScalarHasExactlyOneClass() {
  #expect((0..<0x11_0000).allSatisfy { ScalarClass.table[$0].rawValue.nonzeroBitCount == 1 })
}

@Test(
  arguments: [
    ("A", .upper), ("ǅ", .upper), ("z", .lower), ("ª", .caseless), ("ʰ", .caseless), ("日", .caseless),
    ("7", .number), ("½", .number), ("Ⅷ", .number), ("\u{301}", .mark), ("\u{FE0F}", .mark), (" ", .space),
    ("\t", .space),
    ("\u{B}", .space),
    ("\u{85}", .space), ("\u{3000}", .space), ("\n", .lineEnd), ("\r", .lineEnd), ("\u{200B}", .other),
    ("\u{1C}", .other),
    ("'", .other), ("😀", .other), ("\u{E000}", .other), ("\u{378}", .other),
  ] as [(Unicode.Scalar, ScalarClass)])
func aScalarHasTheClassOfItsCategory(_ scalar: Unicode.Scalar, _ expected: ScalarClass) {
  #expect(ScalarClass.table[Int(scalar.value)] == expected)
}

/// What was assigned up to Unicode 16.0 has the class that the standard library's own data give it. Newer scalars are
/// `other`, as they are for tiktoken. U+0295 is left out: it was lower case up to Unicode 16 and is caseless since.
@Test func theTableIsUnicode16() {
  var differing: [String] = []
  for value in UInt32(0)...0x10_FFFF {
    guard let scalar = Unicode.Scalar(value), let age = scalar.properties.age, value != 0x295 else { continue }
    let expected = age.major <= 16 ? standardClass(scalar) : .other
    if ScalarClass.table[Int(value)] != expected { differing.append(String(value, radix: 16)) }
  }
  #expect(differing == [])
}

private func standardClass(_ scalar: Unicode.Scalar) -> ScalarClass {
  if scalar == "\r" || scalar == "\n" { return .lineEnd }
  if scalar.properties.isWhitespace { return .space }
  return switch scalar.properties.generalCategory {
  case .uppercaseLetter, .titlecaseLetter: .upper
  case .lowercaseLetter: .lower
  case .modifierLetter, .otherLetter: .caseless
  case .nonspacingMark, .spacingMark, .enclosingMark: .mark
  case .decimalNumber, .letterNumber, .otherNumber: .number
  default: .other
  }
}
