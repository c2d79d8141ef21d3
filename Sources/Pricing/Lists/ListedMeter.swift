import ChargebackModel

/// One price of a meter as Azure lists it: an item of the Retail Prices API or a row of a customer's price sheet.
package struct ListedMeter: Sendable {
  package enum Offer: Hashable, Sendable {
    case consumption, reservation, savingsPlan, devTest

    /// Azure's `type` or `priceType`; nil if it is none that is known.
    package init?(_ text: String) {
      switch text.lowercased() {
      case "consumption": self = .consumption
      case "reservation", "reservedinstance": self = .reservation
      case "savingsplan", "savings plan": self = .savingsPlan
      case "devtest", "devtestconsumption": self = .devTest
      default: return nil
      }
    }
  }

  package var meterName: String
  /// `productName`, or the sheet's meter subcategory: `Azure OpenAI GPT5`.
  package var product: String
  /// Azure's short name; nil where the price bears none.
  package var region: String?
  package var unitOfMeasure: String
  /// A decimal, as it is written.
  package var price: String
  package var currency: String
  package var offer: Offer
  package var isSecondaryRegion: Bool
  /// What must be used up before the price begins: `tierMinimumUnits`, or the included quantity.
  package var minimum: String
  package var effectiveFrom: Instant?
  package var effectiveTo: Instant?
  /// Where it was read; the line, or the number of the item.
  package var place: PriceRow.Place
  /// For a remark: `item 17`.
  package var placeText: String
  /// What the rows' `source` begins with: `Retail Prices`.
  package var source: String
  /// One sentence on what a reader could not make of the entry: a date, a region, an offer that is not known.
  package var doubt: String?

  package init(
    meterName: String, product: String, region: String?, unitOfMeasure: String, price: String, currency: String,
    offer: Offer, isSecondaryRegion: Bool, minimum: String, effectiveFrom: Instant?, effectiveTo: Instant?,
    place: PriceRow.Place, placeText: String, source: String, doubt: String? = nil
  ) {
    self.meterName = meterName
    self.product = product
    self.region = region
    self.unitOfMeasure = unitOfMeasure
    self.price = price
    self.currency = currency
    self.offer = offer
    self.isSecondaryRegion = isSecondaryRegion
    self.minimum = minimum
    self.effectiveFrom = effectiveFrom
    self.effectiveTo = effectiveTo
    self.place = place
    self.placeText = placeText
    self.source = source
    self.doubt = doubt
  }

  /// Microsoft resells other makers' models beside it, under product names such as `Azure Grok Models`.
  var isAzureOpenAI: Bool { product.lowercased().hasPrefix("azure openai") }
}
