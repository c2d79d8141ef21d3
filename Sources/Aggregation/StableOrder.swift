extension Array {
  /// Sorted by a comparison that is negative where the first comes before the second; equal elements stay in their order.
  func stablySorted(_ order: (Element, Element) -> Int) -> [Element] {
    enumerated().sorted { a, b in
      let comparison = order(a.element, b.element)
      return comparison == 0 ? a.offset < b.offset : comparison < 0
    }.map(\.element)
  }
}
