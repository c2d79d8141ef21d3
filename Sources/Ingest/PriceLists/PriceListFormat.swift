import ChargebackModel
import Pricing

/// A kind of list of prices that can be imported. A new kind is a new file and one line in `PriceLists.all`.
protocol PriceListFormat: Sendable {
  /// What it is called to a person.
  var name: String { get }
  /// By its content, never by the name of the file.
  func recognises(_ file: PriceListFile) -> Bool
  /// Reads the files of this kind together, as pages of one list may be.
  /// - Parameter effectiveFrom: since when prices hold that bear no date of their own.
  func read(_ files: [PriceListFile], effectiveFrom: Instant?) -> PriceList
}
