import ChargebackModel
import Store

/// `calls` and `leftOutCalls`: one row a call, read piece by piece while they are asked for.
final class CallsTable: QueryTable {
  let name: String
  let summary: String
  let columns: [QueryColumn]
  private let isOfLeftOut: Bool
  private let resolving: () throws -> CallResolving

  private static let ownCounts = UsageCount.allCases.filter { !UsageCount.common.contains($0) }
  private static let ownFacts: [Fact] = [.serviceTier, .contentFilter, .batch]

  /// - Parameter isOfLeftOut: those calls that reports leave out, with the reason.
  init(isOfLeftOut: Bool, _ resolving: @escaping () throws -> CallResolving) {
    self.isOfLeftOut = isOfLeftOut
    self.resolving = resolving
    name = isOfLeftOut ? "leftOutCalls" : "calls"
    summary =
      isOfLeftOut
      ? "records that reports leave out because they tell again of a call that is counted"
      : "one row for each call that reports count"
    let reason = QueryColumn("reason", .text, "secondCopy, or twin: a service record that no key joins")
    columns =
      [QueryColumn("time", .text, "in UTC, such as 2026-10-25T09:30:00.000Z", isOfTime: true)]
      + CallColumns.of(Dimension.allCases) + CallColumns.figures
      + CallsTable.ownCounts.map { QueryColumn($0.rawValue, .integer, "as the service reports it") }
      + CallsTable.ownFacts.map { QueryColumn($0.rawValue, .text, CallsTable.meaning($0)) }
      + [
        QueryColumn("sources", .text, "the formats of the records that tell of it, with commas between"),
        QueryColumn("contradictions", .text, "what its records disagree about, with commas between"),
        QueryColumn("gatewayDurationMs", .integer, "between the gateway's request and answer"),
        QueryColumn("serviceDurationMs", .integer, "by the service"),
        QueryColumn("remainingRequests", .integer, "what the service would still have taken"),
        QueryColumn("remainingTokens", .integer, "what the service would still have taken"),
        QueryColumn("retryAfterMs", .integer, "how long a refused caller was told to wait"),
      ] + (isOfLeftOut ? [reason] : [])
  }

  func rows(_ span: Range<Int64>) throws -> any QueryRows {
    let resolving = try resolving()
    return Rows(
      resolving, try resolving.store.callWindows(of: span), copies: try resolving.copies(in: span),
      isOfLeftOut: isOfLeftOut)
  }

  func span(of text: String, in column: QueryColumn) -> Range<Int64>? {
    (try? resolving()).flatMap { CallColumns.span(of: text, in: column, $0.calendar) }
  }

  private static func meaning(_ fact: Fact) -> String {
    switch fact {
    case .serviceTier: "default, priority or flex"
    case .contentFilter: "what the content filter stopped: prompt or completion"
    default: "true for a line of a batch job"
    }
  }

  private final class Rows: QueryRows {
    private let resolving: CallResolving
    private var windows: ArraySlice<Range<Int64>>
    private let copies: Set<Int64>
    private let isOfLeftOut: Bool
    private var page: [RecordedCall] = []
    private var place = 0
    private var call: ChargedCall?
    private var reason: String?
    /// Made when one of them is asked for.
    private var figures: [TableValue]?

    init(_ resolving: CallResolving, _ windows: [Range<Int64>], copies: Set<Int64>, isOfLeftOut: Bool) {
      self.resolving = resolving
      self.windows = windows[...]
      self.copies = copies
      self.isOfLeftOut = isOfLeftOut
    }

    func next() throws -> Bool {
      while let recorded = try nextRecorded() {
        let resolved = resolving.resolve(recorded)
        reason =
          copies.contains(recorded.id) ? "secondCopy" : resolving.isTwin(recorded, resolved) ? "twin" : nil
        guard (reason != nil) == isOfLeftOut else { continue }
        call = ChargedCall(recorded, resolving)
        figures = nil
        return true
      }
      return false
    }

    private func nextRecorded() throws -> RecordedCall? {
      while place == page.count {
        guard let window = windows.popFirst() else { return nil }
        page = try resolving.store.recordedCalls(in: window)
        place = 0
      }
      place += 1
      return page[place - 1]
    }

    func value(_ column: Int) throws -> TableValue {
      guard let call else { return .null }
      var place = column
      if place == 0 { return .text(call.recorded.time.withMilliseconds) }
      place -= 1
      let dimensions = Dimension.allCases
      if place < dimensions.count { return TableValue(call.value(dimensions[place], resolving.calendar)) }
      place -= dimensions.count
      if place < CallColumns.figures.count { return try figure(place, of: call) }
      place -= CallColumns.figures.count
      if place < ownCounts.count { return TableValue(call.sum.usage[ownCounts[place]]) }
      place -= ownCounts.count
      if place < ownFacts.count { return TableValue(call.resolved.profile[ownFacts[place]]) }
      return rest(place - ownFacts.count, of: call)
    }

    private func figure(_ place: Int, of call: ChargedCall) throws -> TableValue {
      if let figures { return figures[place] }
      let made = CallColumns.values(
        try call.tally(resolving.books.costs), currency: resolving.books.costs.currency,
        isMetered: call.sum.source != .unknown)
      figures = made
      return made[place]
    }

    private func rest(_ place: Int, of call: ChargedCall) -> TableValue {
      switch place {
      case 0: .text(call.resolved.profile.sources.sorted().joined(separator: ","))
      case 1: .text(call.resolved.profile.contradictions.sorted().joined(separator: ","))
      case 2: TableValue(call.recorded.gatewayDurationMs)
      case 3: TableValue(call.recorded.serviceDurationMs)
      case 4: TableValue(call.recorded.limits?.remainingRequests)
      case 5: TableValue(call.recorded.limits?.remainingTokens)
      case 6: TableValue(call.recorded.limits?.retryAfterMs)
      default: TableValue(reason)
      }
    }
  }
}

extension Instant {
  /// Always with milliseconds, so that texts compare like the moments.
  fileprivate var withMilliseconds: String {
    let text = iso8601
    return text.utf8.contains(UInt8(ascii: ".")) ? text : text.dropLast() + ".000Z"
  }
}
