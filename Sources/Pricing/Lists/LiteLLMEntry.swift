/// One entry of LiteLLM's cost map: a key such as `azure/eu/gpt-5` and the fields that speak of money.
///
/// Source: LiteLLM, `model_prices_and_context_window.json` (MIT licence).
package struct LiteLLMEntry: Sendable {
  package let key: String
  /// `litellm_provider`.
  package let provider: String
  /// `chat`, `embedding`, `image_generation`.
  package let mode: String
  /// By name; nil where the value is no number, such as a table of prices.
  package let prices: [(field: String, text: String?)]

  package init(key: String, provider: String, mode: String, prices: [(field: String, text: String?)]) {
    self.key = key
    self.provider = provider
    self.mode = mode
    self.prices = prices
  }

  /// Whether a field of an entry is a price, and not a limit or an ability.
  package static func isPrice(_ field: String) -> Bool {
    field.contains("cost") || field.contains("price") || field.contains("pricing")
  }
}
