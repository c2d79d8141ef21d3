/// Why a price is not taken: one sentence for the person who wrote it.
package struct PriceRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
