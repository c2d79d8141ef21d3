/// An Azure region by its short name, in whichever spelling it comes: `East US 2`, `EastUS2`, `eastus2` and the portal's
/// `(US) East US 2` are one. Abbreviations of your own are not known: `swc` is no region.
package enum Region {
  package static func normalise(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "(") }) {
      return String(decoding: text.lowercased().utf8.filter(isLetterOrDigit), as: UTF8.self)
    }
    var name = text[...]
    if name.first == "(", let end = name.firstIndex(of: ")") { name = name[name.index(after: end)...] }
    return name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }
}
