import GRDBSQLite

/// What SQLite agrees upon with the table `call` when it plans a statement: which conditions on ids and times are handed
/// over, and what they are.
enum CallPlan {
  /// A bound of a column, in the order in which the values are handed over.
  private enum Bound: Int32, CaseIterable {
    case idEqual, idFrom, idAbove, idTo, idBelow, timeEqual, timeFrom, timeAbove, timeTo, timeBelow

    init?(_ condition: sqlite3_index_constraint) {
      let isTime = condition.iColumn == Int32(CallColumn.time) + 1
      guard condition.usable != 0, isTime || condition.iColumn <= 0 else { return nil }
      switch Int32(condition.op) {
      case SQLITE_INDEX_CONSTRAINT_EQ: self = isTime ? .timeEqual : .idEqual
      case SQLITE_INDEX_CONSTRAINT_GE: self = isTime ? .timeFrom : .idFrom
      case SQLITE_INDEX_CONSTRAINT_GT: self = isTime ? .timeAbove : .idAbove
      case SQLITE_INDEX_CONSTRAINT_LE: self = isTime ? .timeTo : .idTo
      case SQLITE_INDEX_CONSTRAINT_LT: self = isTime ? .timeBelow : .idBelow
      default: return nil
      }
    }

    var isTime: Bool { rawValue >= Bound.timeEqual.rawValue }
  }

  static func choose(_ plan: UnsafeMutablePointer<sqlite3_index_info>) {
    var places: [Bound: Int] = [:]
    for place in 0..<Int(plan.pointee.nConstraint) {
      // Of two conditions of one kind SQLite checks the second by itself.
      if let bound = Bound(plan.pointee.aConstraint[place]), places[bound] == nil { places[bound] = place }
    }
    for (argument, bound) in Bound.allCases.filter({ places[$0] != nil }).enumerated() {
      plan.pointee.aConstraintUsage[places[bound]!].argvIndex = Int32(argument + 1)
      plan.pointee.aConstraintUsage[places[bound]!].omit = 1
      plan.pointee.idxNum |= 1 << bound.rawValue
    }
    // A guess: an id is one call, a span of time a part of all.
    if places[.idEqual] != nil {
      plan.pointee.estimatedCost = 10
      plan.pointee.estimatedRows = 1
      plan.pointee.idxFlags = SQLITE_INDEX_SCAN_UNIQUE
    } else {
      let rows = places.isEmpty ? 10_000_000 : places.keys.contains(where: \.isTime) ? 100_000 : 1_000_000
      plan.pointee.estimatedCost = Double(rows)
      plan.pointee.estimatedRows = sqlite3_int64(rows)
    }
  }

  /// What the values allow; nil for nothing.
  static func span(
    _ plan: Int32, _ count: Int32, _ values: UnsafeMutablePointer<OpaquePointer?>?
  ) -> (ids: ClosedRange<Int64>, times: ClosedRange<Int64>?)? {
    var (ids, times) = (Limits(from: 0), Limits(from: .min))
    var argument = 0
    for bound in Bound.allCases where plan >> bound.rawValue & 1 == 1 {
      // Of a value that is no whole number nothing is the same, and nothing is before or behind it.
      guard argument < count, sqlite3_value_type(values?[argument]) == SQLITE_INTEGER else { return nil }
      let value = sqlite3_value_int64(values?[argument])
      argument += 1
      switch bound {
      case .idEqual: ids.take(from: value, to: value)
      case .idFrom: ids.take(from: value)
      case .idAbove: ids.take(above: value)
      case .idTo: ids.take(to: value)
      case .idBelow: ids.take(below: value)
      case .timeEqual: times.take(from: value, to: value)
      case .timeFrom: times.take(from: value)
      case .timeAbove: times.take(above: value)
      case .timeTo: times.take(to: value)
      case .timeBelow: times.take(below: value)
      }
    }
    guard let allowed = ids.range else { return nil }
    let hasTime = Bound.allCases.contains { $0.isTime && plan >> $0.rawValue & 1 == 1 }
    if !hasTime { return (allowed, nil) }
    return times.range.map { (allowed, $0) }
  }

  private struct Limits {
    private var from: Int64
    private var to = Int64.max
    private var isEmpty = false

    init(from: Int64) { self.from = from }

    var range: ClosedRange<Int64>? { isEmpty || from > to ? nil : from...to }

    mutating func take(from: Int64 = .min, to: Int64 = .max) {
      self.from = max(self.from, from)
      self.to = min(self.to, to)
    }

    mutating func take(above value: Int64) {
      if value == .max { isEmpty = true } else { take(from: value + 1) }
    }

    mutating func take(below value: Int64) {
      if value == .min { isEmpty = true } else { take(to: value - 1) }
    }
  }
}
