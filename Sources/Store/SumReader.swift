import ChargebackModel
import GRDB

/// Sums spans of time: what can be from the sums kept in advance, and the rest from the calls.
struct SumReader {
  private let db: Database
  private let calls: SQLStatement
  private let bounds: [Int64]
  /// False where a price table puts a bound among calls that are summed together.
  private let usesSlices: Bool

  /// - Parameter ids: of the only calls to sum; nil for all.
  init(_ db: Database, _ bounds: [Int64], of ids: Set<Int64>?) throws {
    self.db = db
    calls = try SQLStatement(db, Store.sumsSQL(bounds, of: ids == nil ? .all : .chosen))
    self.bounds = bounds
    usesSlices = ids == nil && bounds.allSatisfy(LongInput.tells)
    if let ids { calls.bind(3, "[" + ids.sorted().map(String.init).joined(separator: ",") + "]") }
  }

  /// Hands out the sums of one span of milliseconds, half-open, in parts: some take calls away from others.
  func read(from start: Int64, to end: Int64, slice: Int, _ take: (UsageSum) -> Void) throws {
    guard usesSlices, let inside = SumReader.quarterHours(from: start, to: end) else {
      return try readCalls(start, end, slice, take)
    }
    try readCalls(start, inside.lowerBound, slice, take)
    for run in SlicePlan(inside).runs {
      try SliceReader.read(run.unit, run.span, db) { key, entry in
        var part = SumTable.Entry()
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

  private func readCalls(
    _ start: Int64, _ end: Int64, _ slice: Int, _ take: (UsageSum) -> Void
  ) throws {
    guard start < end else { return }
    defer { calls.reset() }
    calls.bind(1, start)
    calls.bind(2, end)
    while try calls.step() {
      let meters = calls.integer(1) ?? -1
      var entry = SumTable.Entry(calls: calls.integer(3) ?? 0)
      if meters >= 0 {
        for count in UsageCount.allCases { entry.usage[count] = calls.integer(4 + count.index) }
      }
      let band = meters < 0 ? 0 : Int(calls.integer(2) ?? 0)
      take(UsageSum(slice, calls.integer(0) ?? 0, inputBand: band, meters: meters, entry))
    }
  }
}

extension UsageSum {
  fileprivate init(_ slice: Int, _ profileId: Int64, inputBand: Int, meters: Int64, _ entry: SumTable.Entry) {
    self.init(
      slice: slice, profileId: profileId, source: meters < 0 ? .unknown : .reported, inputBand: inputBand,
      meters: meters, calls: entry.calls, usage: entry.usage)
  }
}
