import ChargebackModel
import Store

/// Calls that two sources tell of without a common id, so that the database holds each of them twice.
///
/// Decided for each UTC day, whatever the period, the filters and the time zone, so that days add up to the month. Where the two sources
/// are shown to tell of the same calls, the copy of the source that is believed less is left out. Service records that no key
/// joins are another matter: see `UnjoinedService`.
struct SecondCopies {
  /// Of the calls to leave out.
  private(set) var ids: Set<Int64> = []
  private var findings: [Sources: Finding] = [:]

  private struct Sources: Hashable {
    let believed: Set<String>
    let copied: Set<String>
  }

  private struct Finding {
    var unique = 0
    var near = 0
    var days: Int64 = 0
    /// In the period, as the next.
    var leftOut: Set<Int64> = []
    /// Calls that may be another's second copy, but are not shown to be.
    var suspected: Set<Int64> = []
  }

  init(_ store: Store, _ books: Books, _ period: Period) throws(StoreFailure) {
    let pairs = SecondCopies.pairs(try store.gatewaySources())
    guard !pairs.isEmpty, period.start < period.end else { return }
    let all = try store.gatewayProfiles(of: Set(pairs.flatMap { [$0.believed, $0.copied] }))
    let profiles = ComparedProfiles(all, pairs.map { ($0.believed, $0.copied) }, books)
    guard !profiles.ids.isEmpty else { return }
    var day = CopyMatch.startOfDay(period.start)
    while day < period.end {
      let next = day.advanced(byMilliseconds: 86_400_000)
      // What lies just outside may be the nearest of what lies inside.
      let calls = try store.meteredCalls(
        from: day.advanced(byMilliseconds: -3 * CopyMatch.tolerance),
        to: next.advanced(byMilliseconds: 3 * CopyMatch.tolerance), ofProfiles: profiles.ids)
      let candidates = Dictionary(grouping: calls.map { profiles.candidate($0, on: day) }, by: \.sources)
      for pair in pairs {
        guard let believed = candidates[pair.believed], let copies = candidates[pair.copied] else { continue }
        take(CopyMatch(believed, copies, on: day..<next), pair, in: period)
      }
      day = next
    }
  }

  /// Sets of sources with none in common: a source does not tell of one call by two records that nothing joins.
  private static func pairs(_ found: [Set<String>]) -> [Sources] {
    found.flatMap { a in
      found.filter { a.isDisjoint(with: $0) && SourceTrust.precedes(a, $0) }.map { Sources(believed: a, copied: $0) }
    }
  }

  private mutating func take(_ match: CopyMatch, _ sources: Sources, in period: Period) {
    guard match.isProven || match.isSuspected else { return }
    let pairs = match.pairs.filter { period.start <= $0.copy.time && $0.copy.time < period.end }
    guard !pairs.isEmpty else { return }
    // Equal counts that occur often may be different calls, unless all the rest is found in the other source too.
    let shown = pairs.filter { match.isProven && (match.isWhole || $0.isUnique) }
    var finding = findings[sources] ?? Finding()
    finding.unique += match.unique
    finding.near += match.near
    finding.days += 1
    finding.leftOut.formUnion(shown.map(\.copy.id))
    finding.suspected.formUnion(Set(pairs.map(\.copy.id)).subtracting(shown.map(\.copy.id)))
    findings[sources] = finding
    ids.formUnion(finding.leftOut)
  }

  /// Calls of the period that are counted though they may be second copies.
  var suspected: Int64 {
    Int64(findings.values.reduce(into: Set<Int64>()) { $0.formUnion($1.suspected) }.subtracting(ids).count)
  }

  func issues() -> [Report.IssueSummary] {
    findings.map { sources, finding in
      let names = [sources.copied, sources.believed].map { $0.sorted().joined(separator: "+") }
      var message =
        "\(names[0]) and \(names[1]) tell of the same calls without a common id: of \(finding.unique) token counts that "
        + "occur once a day in each, \(finding.near) lie within five minutes"
      let leftOut = Int64(finding.leftOut.count)
      if leftOut > 0 { message += "; \(Words.count(leftOut, "call")) of \(names[0]) left out" }
      let suspected = Int64(finding.suspected.subtracting(ids).count)
      if suspected > 0 { message += "; \(Words.count(suspected, "call")) may be counted twice" }
      message += " (\(Words.count(finding.days, "day")))"
      return Report.IssueSummary(.possibleDoubleCount, count: leftOut + suspected, message)
    }
  }
}
