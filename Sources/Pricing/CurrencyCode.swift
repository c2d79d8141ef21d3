/// The shape of a currency's code (ISO 4217): three capital letters.
package enum CurrencyCode {
  package static func isOne(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { (65...90).contains($0) }
  }

  package static func refusal(_ text: String) -> String {
    "currency \"\(text)\" is not three capital letters such as USD"
  }
}
