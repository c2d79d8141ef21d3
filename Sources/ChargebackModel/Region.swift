/// An Azure region by its short name, in whichever spelling it comes: `East US 2`, `EastUS2`, `eastus2` and the portal's
/// `(US) East US 2` are one. Abbreviations of your own are not known: `swc` is no region.
package enum Region {
  package static func normalise(_ text: String) -> String {
    var name = text[...]
    if name.first == "(", let end = name.firstIndex(of: ")") { name = name[name.index(after: end)...] }
    return name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
