import ChargebackModel

/// A row of a table of the price book: it says something about one thing for some time, and no other row may say something
/// else about the same thing at the same time.
protocol DatedRow: Hashable, Sendable {
  associatedtype Key: Hashable
  /// What the row is about.
  var key: Key { get }
  var span: DatedSpan { get }
  var place: PriceRow.Place { get }
  /// The key in words: `input of gpt-4o (global)`.
  var subject: String { get }
  /// What the row says about it: `2.5 USD for 1M`.
  var terms: String { get }
  func saysTheSame(as other: Self) -> Bool
  /// The same row for another time.
  func during(_ span: DatedSpan) -> Self
}

/// What begins first comes first; of those that begin together, the one that was read first.
func inOrderOfTime<Row: DatedRow>(_ rows: [Row]) -> [Row] {
  rows.sorted { a, b in
    if a.span.effectiveFrom != b.span.effectiveFrom { return a.span.beginsBefore(b.span) }
    return (a.place.path, a.place.line) < (b.place.path, b.place.line)
  }
}
