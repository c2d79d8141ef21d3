import CSV
import ChargebackModel
import Pricing

/// A customer's own price sheet: Enterprise Agreement or Microsoft Customer Agreement, CSV.
///
/// `UnitPrice` is taken, which is what the customer pays, not `MarketPrice`, the list's.
struct PriceSheetFormat: PriceListFormat {
  let name = "EA or MCA price sheet (CSV)"

  func recognises(_ file: PriceListFile) -> Bool {
    file.columns.isSuperset(of: PriceSheet.required) && !file.columns.contains("model")
  }

  func read(_ files: [PriceListFile], effectiveFrom: Instant?) -> PriceList {
    var meters: [ListedMeter] = []
    for file in files {
      do throws(CSVError) {
        let table = try CSVTable(file.text)
        let columns = Dictionary(table.header.map { (PriceSheet.columnName($0), $0) }) { first, _ in first }
        meters += table.rows.map { meter($0, columns, path: file.path) }
      } catch {
        return PriceList(problem: Issue(.malformed, path: file.path, place: "\(error.line)", error.message))
      }
    }
    return MeterList.read(meters)
  }

  private func meter(_ row: CSVTable.Row, _ columns: [String: String], path: String) -> ListedMeter {
    func text(_ names: String...) -> String {
      names.lazy.compactMap { columns[$0].flatMap { row[$0] }?.trimmingSpaces() }.first { !$0.isEmpty } ?? ""
    }
    let regionText = text("meterregion")
    let region = MeterRegion.shortName(regionText)
    let hasRegion = !["", "global", "unassigned", "n/a"].contains(regionText.lowercased())
    let offer = ListedMeter.Offer(text("pricetype").isEmpty ? "Consumption" : text("pricetype"))
    let from = PriceDate.start(text("effectivestartdate"))
    let to = PriceDate.end(text("effectiveenddate"))
    let doubts = [
      offer == nil ? "the price type \"\(text("pricetype"))\" is not known" : nil,
      hasRegion && region == nil ? "the meter region \"\(regionText)\" is not known" : nil,
      from == nil ? "the effective start date is no date" : nil, to == nil ? "the effective end date is no date" : nil,
    ]
    let minimum = text("tierminimumunits")
    return ListedMeter(
      meterName: text("metername"), product: product(text("metersubcategory"), text("product", "productname")),
      region: hasRegion ? region : nil, unitOfMeasure: text("unitofmeasure"), price: text("unitprice"),
      currency: text("currency", "currencycode", "billingcurrency"), offer: offer ?? .consumption,
      isSecondaryRegion: false, minimum: minimum.isEmpty ? text("includedquantity") : minimum,
      effectiveFrom: from?.moment, effectiveTo: to?.moment, place: PriceRow.Place(path: path, line: row.line),
      placeText: "\(row.line)", source: "price sheet", doubt: doubts.compactMap(\.self).first)
  }

  /// The subcategory is the product's name; sheets that leave it empty have it as the beginning of the product.
  private func product(_ subcategory: String, _ product: String) -> String {
    subcategory.lowercased().hasPrefix("azure openai") ? subcategory : product
  }
}
