import ChargebackModel
import Pricing

/// The kinds of price lists that are known, and the one way in.
package enum PriceLists {
  static let all: [any PriceListFormat] = [
    RetailPricesFormat(),
    LiteLLMFormat(),
    PriceSheetFormat(),
    OwnTableFormat(),
  ]

  /// The names of all kinds, for help and sentences.
  package static var names: [String] { all.map(\.name) }

  /// Reads files, each of whichever kind it is; files of one kind are one list, in the order of their paths.
  ///
  /// - Parameter effectiveFrom: since when prices hold that bear no date of their own (LiteLLM's); nil is since ever.
  package static func read(
    _ files: [(path: String, text: String)], effectiveFrom: Instant? = nil
  ) -> [(format: String, list: PriceList)] {
    let opened = files.map { PriceListFile(path: $0.path, text: $0.text) }.sorted { $0.path < $1.path }
    var byKind: [[PriceListFile]] = all.map { _ in [] }
    var results: [(format: String, list: PriceList)] = []
    for file in opened {
      if let reason = file.malformed {
        results.append(
          ("JSON", PriceList(problem: Issue(.malformed, path: file.path, "the file is not valid JSON: \(reason)"))))
      } else if let kind = all.firstIndex(where: { $0.recognises(file) }) {
        byKind[kind].append(file)
      } else {
        results.append(
          (
            "JSON",
            PriceList(
              problem: Issue(
                .nothingKnown, path: file.path, "this is no price list that is known: \(names.joined(separator: ", "))")
            )
          ))
      }
    }
    for (format, files) in zip(all, byKind) where !files.isEmpty {
      results.append((format.name, format.read(files, effectiveFrom: effectiveFrom)))
    }
    return results
  }
}
