import ChargebackModel
import GRDB

/// Sums spans of time: what can be from the sums kept in advance, days before quarter hours, and the rest from the calls.
struct SumReader {
  private struct Key: Hashable, Comparable {
    let profileId: Int64
    let meters: Int
    let inputBand: Int

    static func < (a: Key, b: Key) -> Bool {
      (a.profileId, a.meters, a.inputBand) < (b.profileId, b.meters, b.inputBand)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(profileId << 32 ^ Int64(meters << 8 ^ inputBand)) }
  }

  private let db: Database
  private let calls: SQLStatement
  private let longCalls: SQLStatement
  /// False where a price table puts a bound among the calls that are summed in advance.
  private let usesSlices: Bool
  private var found: [(key: Key, sum: SumTable.Entry)] = []
  private var places: [Key: Int] = [:]
  /// Where the sum behind the last one stands: the parts of a span mostly hold the same keys in the same order.
  private var next = 0

  /// - Parameter ids: of the only calls to sum; nil for all.
  init(_ db: Database, _ bounds: [Int64], of ids: Set<Int64>?) throws {
    self.db = db
    calls = try SQLStatement(db, Store.sumsSQL(bounds, of: ids == nil ? .all : .chosen))
    longCalls = try SQLStatement(db, Store.sumsSQL(bounds, of: .longInput))
    usesSlices = ids == nil && bounds.allSatisfy { $0 >= CallSum.longInput }
    if let ids { calls.bind(3, "[" + ids.sorted().map(String.init).joined(separator: ",") + "]") }
  }

  /// The sums of one span of milliseconds, half-open, in the order of profiles.
  mutating func sums(from start: Int64, to end: Int64, slice: Int) throws -> [UsageSum] {
    found.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    if usesSlices, let inside = SumReader.whole(.quarterHour, from: start, to: end) {
      try addCalls(calls, start, inside.lowerBound)
      try addSlices(inside)
      try addCalls(longCalls, inside.lowerBound, inside.upperBound)
      try addCalls(calls, inside.upperBound, end)
    } else {
      try addCalls(calls, start, end)
    }
    // Of a part that was taken away again nothing is left.
    return found.filter { $0.sum.calls > 0 }.sorted { $0.key < $1.key }
      .map { key, sum in
        UsageSum(
          slice: slice, profileId: key.profileId, source: key.meters < 0 ? .unknown : .reported,
          inputBand: key.inputBand, meters: Int64(key.meters), calls: sum.calls, usage: sum.usage)
      }
  }

  /// The slices of a length that lie whole in a span; nil if none does.
  private static func whole(_ length: TimeSlice.Length, from start: Int64, to end: Int64) -> Range<Int64>? {
    guard let first = TimeSlice(length, containing: start), let last = TimeSlice(length, containing: end) else {
      return nil
    }
    let from = first.start == start ? start : first.end
    return from < last.start ? from..<last.start : nil
  }

  private mutating func addSlices(_ span: Range<Int64>) throws {
    guard let days = SumReader.whole(.day, from: span.lowerBound, to: span.upperBound) else {
      return try addSlices(.quarterHour, span)
    }
    try addSlices(.quarterHour, span.lowerBound..<days.lowerBound)
    try addSlices(.day, days)
    try addSlices(.quarterHour, days.upperBound..<span.upperBound)
  }

  private mutating func addSlices(_ length: TimeSlice.Length, _ span: Range<Int64>) throws {
    guard !span.isEmpty else { return }
    try SliceReader.read(length, from: span.lowerBound, to: span.upperBound, db) { key, entry in
      add(Key(profileId: key.profileId, meters: key.meters, inputBand: 0), entry)
    }
  }

  private mutating func addCalls(_ rows: SQLStatement, _ start: Int64, _ end: Int64) throws {
    guard start < end else { return }
    defer { rows.reset() }
    rows.bind(1, start)
    rows.bind(2, end)
    while try rows.step() {
      let meters = Int(rows.integer(1) ?? -1)
      var entry = SumTable.Entry(calls: rows.integer(3) ?? 0)
      if meters >= 0 {
        for count in UsageCount.allCases { entry.usage[count] = rows.integer(4 + count.index) }
      }
      let band = meters < 0 ? 0 : Int(rows.integer(2) ?? 0)
      add(Key(profileId: rows.integer(0) ?? 0, meters: meters, inputBand: band), entry)
    }
  }

  private mutating func add(_ key: Key, _ entry: SumTable.Entry) {
    if next >= found.count || found[next].key != key {
      if let place = places[key] {
        next = place
      } else {
        next = found.count
        places[key] = next
        found.append((key, SumTable.Entry()))
      }
    }
    found[next].sum.add(entry)
    next += 1
  }
}
