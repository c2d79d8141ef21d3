import ChargebackModel
import GRDB

/// Sums spans of time: what can be from the sums kept in advance, days before quarter hours, and the rest from the calls.
struct SumReader {
  private let db: Database
  private let calls: SQLStatement
  private let longCalls: SQLStatement
  /// False where a price table puts a bound among the calls that are summed in advance.
  private let usesSlices: Bool

  /// - Parameter ids: of the only calls to sum; nil for all.
  init(_ db: Database, _ bounds: [Int64], of ids: Set<Int64>?) throws {
    self.db = db
    calls = try SQLStatement(db, Store.sumsSQL(bounds, of: ids == nil ? .all : .chosen))
    longCalls = try SQLStatement(db, Store.sumsSQL(bounds, of: .longInput))
    usesSlices = ids == nil && bounds.allSatisfy { $0 >= CallSum.longInput }
    if let ids { calls.bind(3, "[" + ids.sorted().map(String.init).joined(separator: ",") + "]") }
  }

  /// Hands out the sums of one span of milliseconds, half-open, in parts: some take calls away from others.
  func read(from start: Int64, to end: Int64, slice: Int, _ take: (UsageSum) -> Void) throws {
    guard usesSlices, let inside = SumReader.whole(.quarterHour, from: start, to: end) else {
      return try readCalls(calls, start, end, slice, take)
    }
    try readCalls(calls, start, inside.lowerBound, slice, take)
    try readSlices(inside, slice, take)
    try readCalls(longCalls, inside.lowerBound, inside.upperBound, slice, take)
    try readCalls(calls, inside.upperBound, end, slice, take)
  }

  /// The slices of a length that lie whole in a span; nil if none does.
  private static func whole(_ length: TimeSlice.Length, from start: Int64, to end: Int64) -> Range<Int64>? {
    guard let first = TimeSlice(length, containing: start), let last = TimeSlice(length, containing: end) else {
      return nil
    }
    let from = first.start == start ? start : first.end
    return from < last.start ? from..<last.start : nil
  }

  private func readSlices(_ span: Range<Int64>, _ slice: Int, _ take: (UsageSum) -> Void) throws {
    guard let days = SumReader.whole(.day, from: span.lowerBound, to: span.upperBound) else {
      return try readSlices(.quarterHour, span, slice, take)
    }
    try readSlices(.quarterHour, span.lowerBound..<days.lowerBound, slice, take)
    try readSlices(.day, days, slice, take)
    try readSlices(.quarterHour, days.upperBound..<span.upperBound, slice, take)
  }

  private func readSlices(
    _ length: TimeSlice.Length, _ span: Range<Int64>, _ slice: Int, _ take: (UsageSum) -> Void
  ) throws {
    guard !span.isEmpty else { return }
    try SliceReader.read(length, from: span.lowerBound, to: span.upperBound, db) { key, entry in
      take(UsageSum(slice, key.profileId, inputBand: 0, meters: Int64(key.meters), entry))
    }
  }

  private func readCalls(
    _ rows: SQLStatement, _ start: Int64, _ end: Int64, _ slice: Int, _ take: (UsageSum) -> Void
  ) throws {
    guard start < end else { return }
    defer { rows.reset() }
    rows.bind(1, start)
    rows.bind(2, end)
    while try rows.step() {
      let meters = rows.integer(1) ?? -1
      var entry = SumTable.Entry(calls: rows.integer(3) ?? 0)
      if meters >= 0 {
        for count in UsageCount.allCases { entry.usage[count] = rows.integer(4 + count.index) }
      }
      let band = meters < 0 ? 0 : Int(rows.integer(2) ?? 0)
      take(UsageSum(slice, rows.integer(0) ?? 0, inputBand: band, meters: meters, entry))
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
