import ChargebackModel
import GRDB

/// Sums spans of time: what can be from the sums kept in advance, and the rest from the calls.
struct SumReader {
  private let db: Database
  private let calls: CallCursor
  /// The only calls to sum, by their times; nil for all.
  private let chosen: [CallSum]?
  private let bounds: [Int64]
  /// False where a price table puts a bound among calls that are summed together.
  private let usesSlices: Bool

  /// - Parameter ids: of the only calls to sum; nil for all.
  init(_ db: Database, _ bounds: [Int64], of ids: Set<Int64>?) throws {
    self.db = db
    calls = CallCursor(db)
    chosen = try ids.map { ids in
      let lookup = try CallLookup(db)
      return try ids.sorted().compactMap { try lookup.call($0)?.sum }.sorted { $0.time < $1.time }
    }
    self.bounds = bounds
    usesSlices = ids == nil && bounds.allSatisfy(LongInput.tells)
  }

  /// Hands out the sums of one span of milliseconds, half-open, in parts: some take calls away from others.
  func read(from start: Int64, to end: Int64, slice: Int, _ take: (UsageSum) -> Void) throws {
    guard usesSlices, let inside = SumReader.quarterHours(from: start, to: end) else {
      return try readCalls(start, end, slice, take)
    }
    try readCalls(start, inside.lowerBound, slice, take)
    for run in SlicePlan(inside).runs {
      try SliceReader.read(run.unit, run.span, db) { key, entry in
        var part = SumEntry()
        part.add(entry, times: run.sign)
        let band = LongInput.band(key.inputTokensAbove, bounds)
        take(UsageSum(slice, key.profileId, inputBand: band, meters: Int64(key.meters), part))
      }
    }
    try readCalls(inside.upperBound, end, slice, take)
  }

  /// Those that lie whole in a span; nil if none does.
  private static func quarterHours(from start: Int64, to end: Int64) -> Range<Int64>? {
    guard let first = TimeSlice(.quarterHour, containing: start), let last = TimeSlice(.quarterHour, containing: end)
    else { return nil }
    let from = first.start == start ? start : first.end
    return from < last.start ? from..<last.start : nil
  }

  /// Each call is a part by itself.
  private func readCalls(_ start: Int64, _ end: Int64, _ slice: Int, _ take: (UsageSum) -> Void) throws {
    guard start < end else { return }
    func give(_ sum: CallSum) {
      let input = sum.usage.inputTokens ?? 0
      take(
        UsageSum(
          slice, sum.key.profileId, inputBand: bounds.count { input > $0 }, meters: Int64(sum.key.meters),
          SumEntry(calls: 1, usage: sum.usage)))
    }
    if let chosen {
      let first = chosen.partitioningIndex { $0.time >= start }
      for sum in chosen[first...].prefix(while: { $0.time < end }) { give(sum) }
      return
    }
    try calls.begin(times: start...(end - 1))
    while try calls.next() { if let sum = calls.call?.sum { give(sum) } }
  }
}

extension UsageSum {
  fileprivate init(_ slice: Int, _ profileId: Int64, inputBand: Int, meters: Int64, _ entry: SumEntry) {
    self.init(
      slice: slice, profileId: profileId, source: meters < 0 ? .unknown : .reported, inputBand: inputBand,
      meters: meters, calls: entry.calls, usage: entry.usage)
  }
}
