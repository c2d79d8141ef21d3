import Foundation

extension Double {
  /// With the fifteen digits that are right, so that 0.1 + 0.2 is 0.3; whole numbers with `.0`, as SQLite shows them.
  var shown: String {
    guard isFinite else { return isNaN ? "NaN" : self < 0 ? "-Infinity" : "Infinity" }
    let text = String(format: "%.15g", locale: Locale(identifier: "en_US_POSIX"), self)
    return text.contains { ".e".contains($0) } ? text : text + ".0"
  }
}
