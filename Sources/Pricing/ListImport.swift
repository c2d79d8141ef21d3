import ChargebackModel

/// What a table becomes when a new list is read into it. History is kept: what held before still holds for its time.
///
/// - A row that is open-ended holds until further notice, and a row about the same thing that begins later is that notice,
///   whichever of the two was imported first: the earlier ends where the later begins, and goes on if that one ends.
/// - What says the same as a row that is there already adds nothing for that time.
/// - Anything else would change what a time has had already: `changes` names it. The new row wins in `rows`, so they may
///   only be kept if the user agreed.
package struct ListImport<Row: Sendable>: Sendable {
  /// The whole table afterwards, in the order of the places where the rows were read.
  package private(set) var rows: [Row] = []
  /// How many rows, or pieces of rows, are new.
  package private(set) var added = 0
  /// What would be changed, a sentence each with the place of the new row; in the order of the new rows.
  package private(set) var changes: [Issue] = []
  /// The same sentences about open-ended rows that end where a new one begins.
  package private(set) var closings: [Issue] = []
}

extension ListImport where Row: DatedRow {
  /// - Parameter new: rows that do not contradict each other.
  init(known: [Row], new: [Row]) {
    let table = Dictionary(grouping: known, by: \.key)
    var pieces: [Row.Key: [Row]] = [:]
    for row in new {
      let rivals = table[row.key] ?? []
      let left = ListImport.left(of: row, beside: rivals)
      for rival in rivals {
        let sentences = left.compactMap { ListImport.change(rival, to: row, during: $0) }
        if ListImport.ends(rival, with: row) { closings += sentences } else { changes += sentences }
      }
      pieces[row.key, default: []] += left.map(row.during)
    }
    let kept = known.flatMap { row in
      (pieces[row.key] ?? []).reduce([row.span]) { spans, new in spans.flatMap { $0.without(new.span) } }
        .map(row.during)
    }
    let fresh = pieces.values.flatMap(\.self)
    added = fresh.count
    rows = (kept + fresh).sorted { a, b in
      if a.place != b.place { return (a.place.path, a.place.line) < (b.place.path, b.place.line) }
      return a.span.beginsBefore(b.span)
    }
  }

  /// The rows without those that stand there twice, as when one file is given twice.
  static func distinct(_ rows: [Row]) -> [Row] {
    var seen: [Row.Key: [Row]] = [:]
    return rows.filter { row in
      let isKnown = seen[row.key]?.contains { $0.span == row.span && $0.saysTheSame(as: row) } ?? false
      seen[row.key, default: []].append(row)
      return !isKnown
    }
  }

  /// When a new row says something new and is not open-ended before a later row.
  private static func left(of row: Row, beside rivals: [Row]) -> [DatedSpan] {
    rivals.filter { $0.saysTheSame(as: row) || ends(row, with: $0) }
      .reduce([row.span]) { spans, rival in spans.flatMap { $0.without(rival.span) } }
  }

  /// Whether a row holds until further notice, and another is that notice.
  private static func ends(_ row: Row, with later: Row) -> Bool {
    row.span.isOpen && row.span.beginsBefore(later.span)
  }

  private static func change(_ rival: Row, to row: Row, during piece: DatedSpan) -> Issue? {
    rival.span.intersection(piece).map { common in
      Issue(
        .contradiction, path: row.place.path, place: "\(row.place.line)",
        "\(row.subject) \(common.description): \(row.terms) instead of \(rival.terms) "
          + "(\(rival.place.description))")
    }
  }
}

extension ListImport<PriceRow> {
  /// - Throws: when the new rows contradict each other, or all rows together make no book.
  package init(_ known: [PriceRow], new: [PriceRow]) throws(PriceBookProblems) {
    let new = ListImport.distinct(new)
    _ = try PriceBook(new)
    self.init(known: known, new: new)
    _ = try PriceBook(rows)
  }
}

extension ListImport<Discount> {
  /// - Throws: when the new rows contradict each other, or it cannot be told which of all rows applies.
  package init(_ known: [Discount], new: [Discount]) throws(PriceBookProblems) {
    let new = ListImport.distinct(new)
    _ = try Discounts(new)
    self.init(known: known, new: new)
    _ = try Discounts(rows)
  }
}

extension ListImport<ExchangeRate> {
  /// - Throws: when the new rows contradict each other.
  package init(_ known: [ExchangeRate], new: [ExchangeRate]) throws(PriceBookProblems) {
    let new = ListImport.distinct(new)
    _ = try ExchangeRates(new)
    self.init(known: known, new: new)
  }
}
