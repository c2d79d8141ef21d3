/// An Azure region by its short name, in whichever spelling it comes: `East US 2`, `EastUS2`, `eastus2` are one.
package enum Region {
  package static func normalise(_ text: String) -> String {
    text.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
