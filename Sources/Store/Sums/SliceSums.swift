import ChargebackModel
import GRDB

/// Keeps the sums of all quarter hours, days and months, exactly, in the transaction that changes the calls.
///
/// A batch adds to each slice one part with what it changed, so that a log in any order costs no more than its calls;
/// several parts of a slice become one, but for those that are much longer than the others. A report adds the parts up.
struct SliceSums {
  /// What changed, a line a call: sorting them takes a third of the time of looking each sum up.
  private var lines: [SumLine] = []
  /// How many calls without a time have a profile more, or less.
  private var untimed: [Int64: Int64] = [:]

  /// Takes a call as it was, away, and as it is.
  mutating func change(from old: StoredCall?, to new: StoredCall?) {
    let (oldSum, newSum) = (old?.sum, new?.sum)
    if old == nil || oldSum != newSum {
      take(oldSum, times: -1)
      take(newSum, times: 1)
    }
    if let old, oldSum == nil { untimed[old.profileId, default: 0] -= 1 }
    if let new, newSum == nil { untimed[new.profileId, default: 0] += 1 }
  }

  private mutating func take(_ sum: CallSum?, times sign: Int64) {
    guard let sum, let slice = TimeSlice(.quarterHour, containing: sum.time) else { return }
    if sign > 0 {
      lines.append(SumLine(start: slice.start, key: sum.key, entry: SumEntry(calls: 1, usage: sum.usage)))
    } else {
      var entry = SumEntry(calls: -1)
      entry.usage.add(sum.usage, times: -1)
      lines.append(SumLine(start: slice.start, key: sum.key, entry: entry))
    }
  }

  /// Writes what changed.
  mutating func end(_ db: Database) throws {
    let table = try SliceTable(db)
    for unit in TimeSlice.Unit.allCases {
      var longer: [SumLine] = []
      try SliceLines(lines).each { start, lines in
        guard let slice = TimeSlice(unit, containing: start) else { return }
        var writer = SumBytes.Writer(capacity: lines.count * 16)
        for line in lines { writer.append(line.key, line.entry) }
        try table.add(writer.bytes, to: slice)
        guard let unit = unit.longer, let around = TimeSlice(unit, containing: start) else { return }
        for line in lines { longer.append(SumLine(start: around.start, key: line.key, entry: line.entry)) }
      }
      lines = longer
    }
    try endUntimed(db)
  }

  private mutating func endUntimed(_ db: Database) throws {
    let count = try SQLStatement(
      db,
      """
      INSERT INTO untimedCalls (profileId, calls) VALUES (?, ?)
      ON CONFLICT (profileId) DO UPDATE SET calls = calls + excluded.calls
      """)
    for (profileId, calls) in untimed where calls != 0 {
      count.bind(1, profileId)
      count.bind(2, calls)
      try count.run()
    }
    untimed = [:]
  }
}
