import ChargebackModel
import GRDBSQLite

/// `exactSum(exactCost)`: the sum of decimal texts to the last digit, as a text, for SQLite's own numbers are not exact.
/// Nothing is the sum of nothing, as with `sum`.
enum ExactSum {
  private final class State {
    var sum = Money.zero
    var isEmpty = true
    var complaint: String?
  }

  static func register(in db: OpaquePointer) {
    sqlite3_create_function_v2(
      db, "exactSum", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nil, nil,
      { context, _, values in ExactSum.add(context!, values?[0]) }, { context in ExactSum.finish(context!) }, nil)
  }

  private static func add(_ context: OpaquePointer, _ value: OpaquePointer?) {
    guard sqlite3_value_type(value) != SQLITE_NULL, let state = state(context, isNeeded: true) else { return }
    let text = sqlite3_value_text(value).map { String(cString: $0) } ?? ""
    state.isEmpty = false
    // The digits of a floating-point number are not all of the amount's.
    guard sqlite3_value_type(value) != SQLITE_FLOAT, let amount = Money(exactText: text) else {
      state.complaint = "exactSum adds up exact decimals: exactCost, not cost"
      return
    }
    guard let sum = state.sum.adding(amount) else {
      state.complaint = "the sum is too large to be exact"
      return
    }
    state.sum = sum
  }

  private static func finish(_ context: OpaquePointer) {
    let state = state(context, isNeeded: false)
    defer { if let state { Unmanaged.passUnretained(state).release() } }
    guard let state, !state.isEmpty else { return sqlite3_result_null(context) }
    if let complaint = state.complaint { return sqlite3_result_error(context, complaint, -1) }
    sqlite3_result_text(context, state.sum.exactText, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
  }

  /// SQLite keeps a place for each sum, which is zero at first.
  private static func state(_ context: OpaquePointer, isNeeded: Bool) -> State? {
    let size = isNeeded ? Int32(MemoryLayout<UnsafeMutableRawPointer?>.size) : 0
    guard let place = sqlite3_aggregate_context(context, size)?.assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
    else { return nil }
    if place.pointee == nil, isNeeded { place.pointee = Unmanaged.passRetained(State()).toOpaque() }
    return place.pointee.map { Unmanaged<State>.fromOpaque($0).takeUnretainedValue() }
  }
}
