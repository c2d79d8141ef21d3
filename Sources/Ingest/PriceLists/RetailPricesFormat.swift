import ChargebackModel
import Pricing

/// Answers of the Azure Retail Prices API: pages with `Items` and `NextPageLink`, one a file or several in an array.
///
/// Source: Microsoft Learn, "Azure Retail Prices overview".
struct RetailPricesFormat: PriceListFormat {
  let name = "answers of the Azure Retail Prices API (JSON)"

  func recognises(_ file: PriceListFile) -> Bool {
    guard let json = file.json else { return false }
    return json.member("Items")?.isArray ?? json.elements.contains { $0.member("Items")?.isArray ?? false }
  }

  func read(_ files: [PriceListFile], effectiveFrom: Instant?) -> PriceList {
    var pages = RetailPages()
    var meters: [ListedMeter] = []
    for file in files {
      let all = file.json.map { $0.isArray ? $0.elements : [$0] } ?? []
      for (number, page) in all.enumerated() {
        let items = page.member("Items")?.elements ?? []
        let place = all.count > 1 ? "page \(number + 1), " : ""
        pages.add(
          next: page.member("NextPageLink")?.string, items: items.count, path: file.path,
          place: all.count > 1 ? "page \(number + 1)" : "")
        for (index, item) in items.enumerated() {
          meters.append(meter(item, number: index + 1, path: file.path, place: "\(place)item \(index + 1)"))
        }
      }
    }
    if let missing = pages.missing { return PriceList(problem: missing) }
    return MeterList.read(meters)
  }

  private func meter(_ item: JSONValue, number: Int, path: String, place: String) -> ListedMeter {
    func text(_ name: String) -> String { item.member(name)?.string ?? "" }
    let region = text("armRegionName")
    let offer = text("reservationTerm").isEmpty ? ListedMeter.Offer(text("type")) : .reservation
    let from = PriceDate.start(text("effectiveStartDate"))
    let to = PriceDate.end(text("effectiveEndDate"))
    let doubts = [
      offer == nil ? "the type \"\(text("type"))\" is not known" : nil,
      from == nil ? "effectiveStartDate is no date" : nil, to == nil ? "effectiveEndDate is no date" : nil,
    ]
    return ListedMeter(
      meterName: text("meterName"), product: text("productName"),
      region: region.isEmpty || region.lowercased() == "global" ? nil : region,
      unitOfMeasure: text("unitOfMeasure"), price: text("retailPrice"), currency: text("currencyCode"),
      offer: offer ?? .consumption, isSecondaryRegion: item.member("isPrimaryMeterRegion")?.bool == false,
      minimum: text("tierMinimumUnits"), effectiveFrom: from?.moment, effectiveTo: to?.moment,
      place: PriceRow.Place(path: path, line: number), placeText: place, source: "Retail Prices",
      doubt: doubts.compactMap(\.self).first)
  }
}
