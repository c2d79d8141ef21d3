import ChargebackModel
import Store

/// Who signs in with API keys and who with an Entra identity, beside whether the account takes keys and who knows them: what
/// would break, and for whom, if keys were switched off.
struct KeysReport: ReportKind {
  let name = "keys"
  let summary = "calls, tokens and cost by API key against Entra identities, and who listed the keys"
  let takesDimensions = true
  let defaultDimensions: [Dimension] = [.resource, .app]
  let figures = KeyFigures.counts + KeyFigures.costs

  /// What the notes need beside the report's dimensions.
  private static let ofCall: [Dimension] = [.credential, .resource, .origin]
  private static let ofResource = ["keysAllowed", "keysLastListed", "keysLastRenewed"]

  func report(_ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) -> Report {
    let dimensions = request.by ?? defaultDimensions
    let aggregate = try Aggregate(store, books, request, by: dimensions + KeysReport.ofCall)
    let events = try KeyEvents(store, books.directory)
    let place = dimensions.firstIndex(of: .resource)
    var groups: [[String?]: KeyFigures] = [:]
    for (values, tally) in aggregate.groups {
      let account = place.map { facts(of: values[$0], books.resources, events, request.period) } ?? []
      let key = Array(values.prefix(dimensions.count)) + account
      groups[key, default: KeyFigures()] += KeyFigures(tally, credential: values[dimensions.count])
    }
    let names = dimensions.map(\.rawValue) + (place == nil ? [] : KeysReport.ofResource)
    let columns: [Report.Column] =
      (names + KeyFigures.shares).map { .init($0, .dimension) } + KeyFigures.counts.map { .init($0, .count) }
      + KeyFigures.costs.map { .init($0, .money(decimals: 4)) }
    let table = FigureTable<KeyFigures>(names: names, columns: columns)
    let lines = table.sorted(groups, by: request.sort ?? "apiKeyCalls")
    return Report(
      kind: name, title: "API keys against Entra identities by \(dimensions.map(\.rawValue).joined(separator: ", "))",
      period: request.period, currency: books.costs.currency, groupBy: dimensions.map(\.rawValue),
      filters: request.filters.map(\.description), columns: columns, rows: table.rows(lines, top: request.top),
      totals: table.totals(lines), completeness: aggregate.completeness, issues: aggregate.issues,
      notes: books.notes(for: request.period) + aggregate.notes + (try notes(store, books, request, events, aggregate)),
      sources: aggregate.sources)
  }

  /// What is known of an account at the end of the period.
  private func facts(
    of resource: String?, _ resources: Resources, _ events: KeyEvents, _ period: Period
  ) -> [String?] {
    guard let resource else { return KeysReport.ofResource.map { _ in nil } }
    let last = max(period.start, period.end.advanced(byMilliseconds: -1))
    return [
      resources.keysAllowed(resource, at: last)?.words, events.last(.listKeys, of: resource, before: period.end),
      events.last(.regenerateKey, of: resource, before: period.end),
    ]
  }

  private func notes(
    _ store: Store, _ books: Books, _ request: ReportRequest, _ events: KeyEvents, _ shown: Aggregate
  ) throws(StoreFailure) -> [String] {
    var notes = [
      "A call signed in as the service saw it, else as the gateway saw it; a gateway's own way to sign in may differ from "
        + "its callers'."
    ]
    var all = shown
    if shown.completeness.unjoinedServiceRecords > 0, !request.includesUnjoined {
      var request = request
      request.includesUnjoined = true
      all = try Aggregate(store, books, request, by: KeysReport.ofCall)
      let (rows, records) = (KeysReport.serviceCallsByKey(shown), KeysReport.serviceCallsByKey(all))
      for (resource, count) in records.sorted(by: { $0.key < $1.key }) where count > rows[resource] ?? 0 {
        notes.append(
          "\(resource): of the service records that no key joins, and that are left out of the rows, "
            + "\(count - (rows[resource] ?? 0)) signed in with a key.")
      }
    }
    let resources = Set(all.groups.keys.compactMap { $0.suffix(2).first! })
    return notes + events.notes(on: resources, before: request.period.end)
  }

  /// Service records that no key joins stand in no row, yet they tell how the gateway itself signs in.
  private static func serviceCallsByKey(_ aggregate: Aggregate) -> [String: Int64] {
    var calls: [String: Int64] = [:]
    for (values, tally) in aggregate.groups where values.last == "service" && values.suffix(3).first == "apiKey" {
      calls[values.suffix(2).first! ?? "unknown", default: 0] += tally.calls
    }
    return calls
  }
}
