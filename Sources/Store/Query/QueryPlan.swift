import Foundation
import GRDBSQLite

/// Which conditions of a query spare the reading of other times, as SQLite wants to be told: a letter for the comparison
/// and the column's number for each, such as `=2,<2`. SQLite tests each row against all conditions again.
enum QueryPlan {
  static func choose(_ table: any QueryTable, _ plan: UnsafeMutablePointer<sqlite3_index_info>) -> Int32 {
    var chosen: [String] = []
    for index in 0..<Int(plan.pointee.nConstraint) {
      let condition = plan.pointee.aConstraint[index]
      let columns = table.columns
      guard condition.usable != 0, columns.indices.contains(Int(condition.iColumn)),
        columns[Int(condition.iColumn)].isOfTime, let sign = sign(Int32(condition.op))
      else { continue }
      chosen.append("\(sign)\(condition.iColumn)")
      plan.pointee.aConstraintUsage[index].argvIndex = Int32(chosen.count)
    }
    plan.pointee.estimatedCost = chosen.isEmpty ? 1_000_000 : 10_000
    plan.pointee.estimatedRows = chosen.isEmpty ? 1_000_000 : 10_000
    guard let text = copy(chosen.joined(separator: ",")) else { return SQLITE_NOMEM }
    plan.pointee.idxStr = text
    plan.pointee.needToFreeIdxStr = 1
    return SQLITE_OK
  }

  /// The span that conditions leave; never too narrow.
  static func span(_ table: any QueryTable, _ plan: String, _ values: [String]) -> Range<Int64> {
    var (start, end) = (Int64.min, Int64.max)
    for (condition, value) in zip(plan.split(separator: ","), values) {
      guard let column = Int(condition.dropFirst()), let span = table.span(of: value, in: table.columns[column]) else {
        continue
      }
      // What is not earlier than a day may begin within it.
      if "=>".contains(condition.first!) { start = max(start, span.lowerBound) }
      if "=<".contains(condition.first!) { end = min(end, span.upperBound) }
    }
    return start..<max(start, end)
  }

  private static func sign(_ comparison: Int32) -> Character? {
    switch comparison {
    case SQLITE_INDEX_CONSTRAINT_EQ: "="
    case SQLITE_INDEX_CONSTRAINT_GT, SQLITE_INDEX_CONSTRAINT_GE: ">"
    case SQLITE_INDEX_CONSTRAINT_LT, SQLITE_INDEX_CONSTRAINT_LE: "<"
    default: nil
    }
  }

  /// In memory that SQLite lets go.
  private static func copy(_ text: String) -> UnsafeMutablePointer<CChar>? {
    let bytes = text.utf8CString
    guard let memory = sqlite3_malloc(Int32(bytes.count)) else { return nil }
    let copy = memory.assumingMemoryBound(to: CChar.self)
    bytes.withUnsafeBufferPointer { copy.initialize(from: $0.baseAddress!, count: $0.count) }
    return copy
  }
}
