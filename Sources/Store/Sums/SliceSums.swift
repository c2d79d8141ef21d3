import ChargebackModel
import GRDB

/// Keeps the sums of all quarter hours, days and months, exactly, in the transaction that changes the calls.
///
/// A batch adds to each slice one part with what it changed, so that a log in any order costs no more than its calls;
/// several parts of a slice become one, but for those that are much longer than the others. A report adds the parts up.
///
/// One thread at a time has it: it makes the parts while another writes the calls.
final class SliceSums: @unchecked Sendable {
  /// What changed, a line a call: sorting them takes a third of the time of looking each sum up.
  private var lines: [SumLine] = []
  /// The lines of the slices around.
  private var longer: [SumLine] = []
  private var slices = SliceLines()
  private var parts: [(TimeSlice, [UInt8])] = []
  /// How many calls without a time have a profile more, or less.
  private var untimed: [Int64: Int64] = [:]

  /// Takes a call into the sums.
  func add(_ call: StoredCall) {
    if let line = SumLine(call, times: 1) { lines.append(line) } else { untimed[call.profileId, default: 0] += 1 }
  }

  /// Takes a call as it was out of the sums.
  func remove(_ call: StoredCall) {
    if let line = SumLine(call, times: -1) { lines.append(line) } else { untimed[call.profileId, default: 0] -= 1 }
  }

  func change(from old: StoredCall, to new: StoredCall) {
    // Durations are in no sum.
    if old.profileId == new.profileId, old.figures.time?.value == new.figures.time?.value,
      old.figures.reported == new.figures.reported, old.claimed == new.claimed
    {
      return
    }
    remove(old)
    add(new)
  }

  /// Sums up what changed.
  func makeParts() {
    for unit in TimeSlice.Unit.allCases {
      longer.removeAll(keepingCapacity: true)
      slices.each(lines) { sums in
        guard let slice = TimeSlice(unit, containing: sums[0].start) else { return }
        var writer = SumBytes.Writer(capacity: sums.count * 20)
        for index in sums.indices { writer.append(sums[index].key, sums[index].entry) }
        parts.append((slice, writer.bytes))
        guard let unit = unit.longer, let around = TimeSlice(unit, containing: slice.start) else { return }
        for index in sums.indices { sums[index].start = around.start }
        longer += sums
      }
      swap(&lines, &longer)
    }
    lines.removeAll(keepingCapacity: true)
  }

  /// Writes the parts.
  func end(_ db: Database) throws {
    let table = try SliceTable(db)
    for (slice, part) in parts { try table.add(part, to: slice) }
    parts.removeAll(keepingCapacity: true)
    try endUntimed(db)
  }

  private func endUntimed(_ db: Database) throws {
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
