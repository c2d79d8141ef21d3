import ChargebackModel

/// Gathers the rows that the entries of a list make, and settles what they say to each other.
///
/// - Two entries that say the same are one row.
/// - Two that give different prices for the same thing from the same day on are a contradiction, and neither is used: which
///   of them Azure charges, the list does not say.
/// - Of two with different beginnings the earlier ends where the later begins.
package struct ListedRows {
  /// One price of the list and the rows that it makes: several where a name stands for several versions or regions.
  private struct Entry {
    let rows: [PriceRow]
    /// For a remark.
    let place: String
  }

  private struct Slot: Hashable {
    let conditions: PriceConditions
    let from: Instant?
  }

  private var entries: [Entry] = []

  package init() {}

  package mutating func add(_ rows: [PriceRow], place: String) { entries.append(Entry(rows: rows, place: place)) }

  /// Adds the rows, their counts and the contradictions to a list.
  package func settle(into list: inout PriceList) {
    var slots: [Slot: [(entry: Entry, row: PriceRow)]] = [:]
    for entry in entries {
      for row in entry.rows { slots[ListedRows.slot(row), default: []].append((entry, row)) }
    }
    var kept: [PriceRow] = []
    var said: Set<Slot> = []
    for entry in entries {
      if let contradiction = ListedRows.contradiction(of: entry, slots) {
        list.remarks.append(contradiction)
        list.balance[.contradicted] += 1
        continue
      }
      let new = entry.rows.filter { said.insert(ListedRows.slot($0)).inserted }
      list.balance[new.isEmpty ? .repeated : .taken] += 1
      kept += new
    }
    list.rows += ListedRows.chained(kept)
  }

  private static func contradiction(of entry: Entry, _ slots: [Slot: [(entry: Entry, row: PriceRow)]]) -> Issue? {
    for own in entry.rows {
      let rivals = slots[slot(own)] ?? []
      if let rival = rivals.first(where: { $0.row.unitPrice != own.unitPrice || $0.row.currency != own.currency }) {
        return Issue(
          .contradiction, path: own.place.path, place: entry.place,
          "\(PriceConditions(own).description) is \(priceText(own)) here and \(priceText(rival.row)) in "
            + "\(rival.entry.place): neither is used")
      }
    }
    return nil
  }

  private static func priceText(_ row: PriceRow) -> String {
    "\(row.price.exactText) \(row.currency) for \(row.unit.rawValue)"
  }

  private static func slot(_ row: PriceRow) -> Slot { Slot(conditions: PriceConditions(row), from: row.effectiveFrom) }

  /// Ends each row where the next about the same thing begins, unless it ends before.
  private static func chained(_ rows: [PriceRow]) -> [PriceRow] {
    var next: [Slot: Instant] = [:]
    for group in Dictionary(grouping: rows, by: { PriceConditions($0) }).values where group.count > 1 {
      let starts = group.map(\.effectiveFrom).sorted { ($0?.milliseconds ?? .min) < ($1?.milliseconds ?? .min) }
      for (start, following) in zip(starts, starts.dropFirst()) {
        next[Slot(conditions: PriceConditions(group[0]), from: start)] = following
      }
    }
    return rows.map { row in
      guard let end = next[slot(row)], row.effectiveTo.map({ $0 > end }) ?? true else { return row }
      return row.ending(at: end)
    }
  }
}

extension PriceRow {
  /// The same row until `end`, which lies behind its beginning.
  fileprivate func ending(at end: Instant) -> PriceRow {
    do throws(PriceRefusal) {
      return try PriceRow(
        model: model, modelVersion: modelVersion, deploymentType: deploymentType, region: region,
        serviceTier: serviceTier, inputTokensAbove: inputTokensAbove, meter: meter, unit: unit, price: price,
        currency: currency, effectiveFrom: effectiveFrom, effectiveTo: end, source: source, place: place)
    } catch {
      preconditionFailure("a row that was made cannot be made shorter: \(error)")
    }
  }
}
