import ChargebackModel

/// The numbers of the calls of one block, column after column, while they are put together or changed.
final class CallCells {
  /// Calls of a block: as many as make some kilobytes.
  static let capacity = 256

  private let cells = UnsafeMutablePointer<Int64>.allocate(capacity: CallColumn.number * CallCells.capacity)
  /// The columns that have a number at all, a bit for each.
  private var used = 0
  /// Calls up to the last one; those that are not there have no profile.
  private(set) var count = 0

  init() { cells.initialize(repeating: StoredCall.nothing, count: CallColumn.number * CallCells.capacity) }

  deinit { cells.deallocate() }

  func removeAll() {
    for column in 0..<CallColumn.number where used >> column & 1 == 1 {
      (cells + column * CallCells.capacity).update(repeating: StoredCall.nothing, count: CallCells.capacity)
    }
    used = 0
    count = 0
  }

  private func set(_ value: Int64, _ column: Int, _ index: Int) {
    cells[column * CallCells.capacity + index] = value
    used |= 1 << column
  }

  /// A number that is not known may have been known before.
  private func set(_ value: Int64?, _ column: Int, _ index: Int) {
    if let value { set(value, column, index) } else { cells[column * CallCells.capacity + index] = StoredCall.nothing }
  }

  private func set(_ value: Ranked<Int64>?, _ column: Int, _ index: Int) {
    set(value?.value, column, index)
    set((value?.authority.rawValue).map(Int64.init), column + 1, index)
  }

  /// Says that there is no such call any more.
  func remove(at index: Int) {
    count = max(count, index + 1)
    for column in 0..<CallColumn.number { set(Int64?.none, column, index) }
  }

  /// Puts a call into its place.
  func put(_ call: StoredCall, at index: Int) {
    count = max(count, index + 1)
    set(call.profileId, CallColumn.profileId, index)
    set(call.figures.time?.value.milliseconds, CallColumn.time, index)
    set((call.figures.time?.authority.rawValue).map(Int64.init), CallColumn.timeAuthority, index)
    let isCommon = call.figures.reported.hasCommonCountsOnly && used & CallCells.rareCounts == 0
    for count in isCommon ? UsageCount.common : UsageCount.allCases {
      set(call.figures.reported[count], CallColumn.counts + count.index, index)
    }
    if call.isClaimed || used & CallCells.claimed != 0 {
      set(call.claimed.inputTokens, CallColumn.claimedInputTokens, index)
      set(call.claimed.outputTokens, CallColumn.claimedOutputTokens, index)
    }
    set(call.figures.gatewayDurationMs, CallColumn.gatewayDurationMs, index)
    set(call.figures.serviceDurationMs, CallColumn.serviceDurationMs, index)
  }

  /// Puts what is beside a call into its place.
  func put(_ beside: CallBeside, at index: Int) {
    for (place, value) in LimitColumns.values(beside.limits).enumerated() {
      set(value, CallColumn.limits + place, index)
    }
    for (place, value) in EstimateColumns.values(beside.estimate).enumerated() {
      set(value, CallColumn.estimate + place, index)
    }
  }

  private static let claimed = 1 << CallColumn.claimedInputTokens | 1 << CallColumn.claimedOutputTokens

  /// The columns of the counts that few calls have, a bit for each.
  private static let rareCounts = UsageCount.allCases.filter { !UsageCount.common.contains($0) }
    .reduce(0) { $0 | 1 << (CallColumn.counts + $1.index) }

  /// Takes over the calls of a block.
  func fill(from block: CallBlock) {
    removeAll()
    count = block.count
    for column in 0..<CallColumn.number where !block.isEmpty(column) {
      used |= 1 << column
      for index in 0..<count { cells[column * CallCells.capacity + index] = block.value(column, index) }
    }
  }

  /// Whether any call has an estimate.
  var hasEstimates: Bool {
    let columns = [EstimateColumns.promptLimits, EstimateColumns.answerLimits].map { CallColumn.estimate + $0 }
    return columns.contains { used >> $0 & 1 == 1 }
  }

  /// The calls that are there, those without a time, and the times of the first and the last of the others.
  var extent: (calls: Int64, untimed: Int64, times: ClosedRange<Int64>?) {
    let (times, profiles) = (
      cells + CallColumn.time * CallCells.capacity, cells + CallColumn.profileId * CallCells.capacity
    )
    var (calls, untimed, first, last) = (Int64(0), Int64(0), Int64.max, Int64.min)
    for index in 0..<count where profiles[index] != StoredCall.nothing {
      calls += 1
      if times[index] == StoredCall.nothing {
        untimed += 1
      } else {
        first = min(first, times[index])
        last = max(last, times[index])
      }
    }
    return (calls, untimed, first <= last ? first...last : nil)
  }

  /// Appends the bytes of a block: see `CallBlock`.
  func encode(into bytes: inout [UInt8]) {
    bytes.append(CallBlock.version)
    bytes.append(UInt8(count - 1))
    for column in 0..<CallColumn.number {
      if used >> column & 1 == 0 {
        bytes.append(CallBlock.nothingKnown)
      } else {
        encode(cells + column * CallCells.capacity, into: &bytes)
      }
    }
    for _ in 0..<CallBlock.slack { bytes.append(0) }
  }

  private func encode(_ values: UnsafePointer<Int64>, into bytes: inout [UInt8]) {
    var (least, greatest, isGapped) = (Int64.max, StoredCall.nothing, false)
    for index in 0..<count {
      let value = values[index]
      if value == StoredCall.nothing {
        isGapped = true
      } else {
        least = min(least, value)
        greatest = max(greatest, value)
      }
    }
    guard greatest != StoredCall.nothing else { return bytes.append(CallBlock.nothingKnown) }
    // Zero is left for what is not known.
    let range = UInt64(bitPattern: greatest &- least) &+ (isGapped ? 1 : 0)
    let width = (71 - range.leadingZeroBitCount) / 8
    bytes.append(UInt8(width) | (isGapped ? CallBlock.gapped : 0))
    Base128.append(Base128.zigzag(least), to: &bytes)
    let base = isGapped ? least &- 1 : least
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count * width + CallBlock.slack))
    bytes.withUnsafeMutableBytes { bytes in
      var place = start
      for index in 0..<count {
        let value = values[index]
        let code = value == StoredCall.nothing ? 0 : UInt64(bitPattern: value &- base)
        bytes.storeBytes(of: code.littleEndian, toByteOffset: place, as: UInt64.self)
        place += width
      }
    }
    bytes.removeLast(CallBlock.slack)
  }
}
