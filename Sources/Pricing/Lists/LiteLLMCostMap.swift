import ChargebackModel

/// Brings LiteLLM's cost map into rows: list prices of Azure, in US dollars.
///
/// - Only keys of `azure/` and `azure_ai/` are taken, never the price that OpenAI asks for the model of the same name.
/// - A key of `azure_ai/` counts only for a model that has no key of `azure/`: of Azure OpenAI's own models the two differ.
/// - Figures are read digit by digit and never pass through a floating-point number.
/// - A price of zero is not taken: it says that nobody knows it. Nor is a cache write that is cheaper than plain input: it
///   is the price of a cached read, entered twice.
/// - A price that is missing is not made up from another one: no cached price from the plain one, no data zone's from the
///   global one, no batch price by halving.
package struct LiteLLMCostMap {
  private let path: String
  private let effectiveFrom: Instant?
  private let prices: [Name: String]
  /// The last part of every key of `azure/`.
  private let azureModels: Set<String>
  private var rows = ListedRows()
  private var list = PriceList()

  private struct Name: Hashable {
    let key: String
    let field: String
  }

  /// - Parameter effectiveFrom: since when the prices hold; the cost map itself bears no dates.
  package static func read(_ entries: [LiteLLMEntry], path: String, effectiveFrom: Instant?) -> PriceList {
    var map = LiteLLMCostMap(entries, path: path, effectiveFrom: effectiveFrom)
    for (index, entry) in entries.enumerated() { map.take(entry, number: index + 1) }
    map.rows.settle(into: &map.list)
    return map.list
  }

  private init(_ entries: [LiteLLMEntry], path: String, effectiveFrom: Instant?) {
    self.path = path
    self.effectiveFrom = effectiveFrom
    var prices: [Name: String] = [:]
    for entry in entries {
      for (field, text) in entry.prices { prices[Name(key: entry.key, field: field)] = text }
    }
    self.prices = prices
    azureModels = Set(entries.lazy.filter { $0.key.hasPrefix("azure/") }.map { LiteLLMCostMap.model($0.key) })
  }

  private static func model(_ key: String) -> String {
    key.split(separator: "/").last.map { $0.lowercased() } ?? ""
  }

  private mutating func take(_ entry: LiteLLMEntry, number: Int) {
    list.balance.read += entry.prices.count
    let key: LiteLLMKey
    do throws(LiteLLMKey.Refusal) {
      guard entry.provider.hasPrefix("azure") else { throw .elsewhere }
      key = try LiteLLMKey(entry.key)
    } catch {
      return leave(entry, error)
    }
    if entry.key.hasPrefix("azure_ai/"), azureModels.contains(LiteLLMCostMap.model(entry.key)) {
      list.balance[.overruled] += entry.prices.count
      return
    }
    for (field, text) in entry.prices {
      do throws(LiteLLMField.Refusal) {
        let parsed = try LiteLLMField(field)
        guard let text else { throw .notUnderstood("\(field) is no number") }
        if let reason = doubt(parsed.meter, field, text, entry) { throw reason }
        let made = try make(key, parsed, text, number: number, entry: entry, field: field)
        if made.isEmpty {
          takeZero(parsed.meter, entry, place: "\(entry.key) \(field)")
        } else {
          rows.add(made, place: "\(entry.key) \(field)")
        }
      } catch {
        leave(error, place: "\(entry.key) \(field)")
      }
    }
  }

  /// An embedding has no output, so that its zero is no news.
  private mutating func takeZero(_ meter: Meter, _ entry: LiteLLMEntry, place: String) {
    list.balance[.zero] += 1
    if entry.mode == "embedding", meter == .output { return }
    list.remarks.append(
      Issue(
        .unknownRecord, path: path, place: place, "the price is zero, which says that nobody knows it: no row is made"))
  }

  /// The rows of one price; none if it is zero.
  private func make(
    _ key: LiteLLMKey, _ field: LiteLLMField, _ text: String, number: Int, entry: LiteLLMEntry, field name: String
  ) throws(LiteLLMField.Refusal) -> [PriceRow] {
    do throws(PriceRefusal) {
      let one = try ListedPrice(text, for: 1)
      let listed = field.meter == .second || field.meter == .image ? one : one.perMillion()
      if listed.isZero { return [] }
      var made: [PriceRow] = []
      for model in key.names {
        for place in key.places(isBatch: field.isBatch, zonesAgree: zonesAgree(entry.key, name)) {
          made.append(
            try PriceRow(
              model: model.model, modelVersion: model.modelVersion, deploymentType: place.type, region: place.region,
              serviceTier: field.serviceTier, inputTokensAbove: field.inputTokensAbove, meter: field.meter,
              unit: listed.unit, price: listed.price, currency: "USD", effectiveFrom: effectiveFrom,
              source: "LiteLLM \(entry.key)", place: PriceRow.Place(path: path, line: number)))
        }
      }
      return made
    } catch {
      throw .notUnderstood(error.description)
    }
  }

  /// Whether the other data zone has the same price, so that one row does for both.
  private func zonesAgree(_ key: String, _ field: String) -> Bool {
    let other: String
    if key.hasPrefix("azure/us/") {
      other = "azure/eu/" + key.dropFirst("azure/us/".count)
    } else if key.hasPrefix("azure/eu/") {
      other = "azure/us/" + key.dropFirst("azure/eu/".count)
    } else {
      return false
    }
    func decimal(_ key: String) -> Int128? {
      prices[Name(key: key, field: field)].flatMap { ExactDecimal($0)?.scaled(to: Money.fractionDigits) }
    }
    return decimal(key).map { $0 == decimal(other) } ?? false
  }

  private func doubt(_ meter: Meter, _ field: String, _ text: String, _ entry: LiteLLMEntry) -> LiteLLMField.Refusal? {
    switch meter {
    case .cacheWrite:
      let plain = field.replacing("cache_creation_input_token_cost", with: "input_cost_per_token")
      guard let write = Money(text), write > .zero,
        let input = prices[Name(key: entry.key, field: plain)].flatMap({ Money($0) }), write < input
      else { return nil }
      return .notUnderstood("a cache write at \(text) is cheaper than plain input: it is the price of something else")
    case .second where entry.prices.contains { $0.field.hasSuffix("_per_token") || $0.field.hasSuffix("_audio_token") }:
      return .otherPurpose("seconds of what is priced by token too, and would be charged twice")
    default: return nil
    }
  }

  private mutating func leave(_ entry: LiteLLMEntry, _ reason: LiteLLMKey.Refusal) {
    switch reason {
    case .elsewhere: list.balance[.elsewhere] += entry.prices.count
    case .otherPurpose(let sentence):
      for price in entry.prices { leave(.otherPurpose(sentence), place: "\(entry.key) \(price.field)") }
    case .notUnderstood(let sentence):
      for price in entry.prices { leave(.notUnderstood(sentence), place: "\(entry.key) \(price.field)") }
    }
  }

  private mutating func leave(_ reason: LiteLLMField.Refusal, place: String) {
    switch reason {
    case .otherPurpose(let sentence):
      list.balance[.otherPurpose] += 1
      list.asides.append(
        Issue(.unknownRecord, path: path, place: place, "no price of a call: it is for \(sentence)"))
    case .notUnderstood(let sentence):
      list.balance[.notUnderstood] += 1
      list.remarks.append(Issue(.unknownRecord, path: path, place: place, sentence))
    }
  }
}
