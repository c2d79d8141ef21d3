import ChargebackModel
import Pricing

/// LiteLLM's cost map, `model_prices_and_context_window.json`: an object of models, each with its prices.
///
///     {"azure/gpt-4o": {"input_cost_per_token": 2.5e-06, "litellm_provider": "azure", "mode": "chat", …}, …}
struct LiteLLMFormat: PriceListFormat {
  let name = "LiteLLM's cost map (JSON)"

  func recognises(_ file: PriceListFile) -> Bool {
    file.json?.members.contains { $0.value.member("litellm_provider") != nil } ?? false
  }

  func read(_ files: [PriceListFile], effectiveFrom: Instant?) -> PriceList {
    var list = PriceList()
    for file in files {
      list.add(LiteLLMCostMap.read(entries(file), path: file.path, effectiveFrom: effectiveFrom))
    }
    return list
  }

  /// The entry that explains the fields (`sample_spec`) has a provider that is a sentence, and is left out.
  private func entries(_ file: PriceListFile) -> [LiteLLMEntry] {
    (file.json?.members ?? []).filter { $0.name != "sample_spec" }.map { name, entry in
      LiteLLMEntry(
        key: name, provider: entry.member("litellm_provider")?.string ?? "", mode: entry.member("mode")?.string ?? "",
        prices: entry.members.filter { LiteLLMEntry.isPrice($0.name) && !$0.value.isNull }
          .map { ($0.name, $0.value.string) })
    }
  }
}
