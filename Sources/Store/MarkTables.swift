import ChargebackModel
import GRDB

/// Keeps beside a call what few calls have: attempts that failed, and what content filters stopped or marked.
final class MarkTables {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// False if it added nothing.
  func keep(_ said: Call, of call: Int64) throws -> Bool {
    var isNew = false
    if !said.attempts.isEmpty { isNew = try keep(said.attempts, of: call) }
    if !said.filterMarks.isEmpty, try keep(said.filterMarks, of: call) { isNew = true }
    return isNew
  }

  /// Gives one call's marks to another that turned out to be the same.
  func move(from other: Int64, to call: Int64) throws {
    let (attempts, marks) = (try attempts(of: other), try filterMarks(of: other))
    if !attempts.isEmpty {
      _ = try keep(attempts, of: call)
      try db.cachedStatement(sql: "DELETE FROM callAttempt WHERE callId = ?").execute(arguments: [other])
    }
    if !marks.isEmpty {
      _ = try keep(marks, of: call)
      try db.cachedStatement(sql: "DELETE FROM callFilter WHERE callId = ?").execute(arguments: [other])
    }
  }

  private func keep(_ new: [Attempt], of call: Int64) throws -> Bool {
    let known = try attempts(of: call)
    var joined = known
    for attempt in new { joined.join(attempt) }
    guard joined != known else { return false }
    let insert = try db.cachedStatement(sql: "INSERT OR REPLACE INTO callAttempt VALUES (?, ?, ?, ?, ?, ?, ?)")
    for attempt in joined where !known.contains(attempt) {
      try insert.execute(arguments: [
        call, attempt.teller.rawValue, attempt.time?.milliseconds ?? .max, attempt.statusCode ?? "", attempt.resource,
        attempt.deployment, attempt.region,
      ])
    }
    return true
  }

  private func keep(_ new: [FilterMark], of call: Int64) throws -> Bool {
    let known = try filterMarks(of: call)
    var joined = known
    for mark in new { joined.join(mark) }
    guard joined != known else { return false }
    let insert = try db.cachedStatement(sql: "INSERT OR REPLACE INTO callFilter VALUES (?, ?, ?, ?, ?)")
    for mark in joined where !known.contains(mark) {
      try insert.execute(arguments: [
        call, mark.side.rawValue, mark.category.rawValue, mark.severity?.rawValue, mark.isFiltered,
      ])
    }
    return true
  }

  func attempts(of call: Int64) throws -> [Attempt] {
    let find = try SQLStatement(db, MarkTables.attemptsSQL + " WHERE callId = ? ORDER BY teller, time, statusCode")
    defer { find.reset() }
    find.bind(1, call)
    var attempts: [Attempt] = []
    while try find.step() { if let attempt = MarkTables.attempt(find, from: 0) { attempts.append(attempt) } }
    return attempts
  }

  func filterMarks(of call: Int64) throws -> [FilterMark] {
    let find = try SQLStatement(db, MarkTables.filtersSQL + " WHERE callId = ? ORDER BY side, category")
    defer { find.reset() }
    find.bind(1, call)
    var marks: [FilterMark] = []
    while try find.step() { if let mark = MarkTables.filterMark(find, from: 0) { marks.append(mark) } }
    return marks
  }

  static let attemptColumns = "teller, callAttempt.time, statusCode, resource, deployment, region"
  static let filterColumns = "side, category, severity, isFiltered"
  private static let attemptsSQL = "SELECT \(attemptColumns) FROM callAttempt"
  private static let filtersSQL = "SELECT \(filterColumns) FROM callFilter"

  /// From the columns of `attemptColumns`, the first of them at `first`.
  static func attempt(_ row: SQLStatement, from first: Int) -> Attempt? {
    guard let teller = row.integer(first).flatMap(Attempt.Teller.init), let time = row.integer(first + 1) else {
      return nil
    }
    let status = row.text(first + 2) ?? ""
    return Attempt(
      teller, time: time == .max ? nil : Instant(milliseconds: time), statusCode: status.isEmpty ? nil : status,
      resource: row.text(first + 3), deployment: row.text(first + 4), region: row.text(first + 5))
  }

  /// From the columns of `filterColumns`, the first of them at `first`.
  static func filterMark(_ row: SQLStatement, from first: Int) -> FilterMark? {
    guard let side = row.integer(first).flatMap(FilterMark.Side.init),
      let category = row.text(first + 1).flatMap(FilterMark.Category.init)
    else { return nil }
    return FilterMark(
      side, category, severity: row.integer(first + 2).flatMap(FilterMark.Severity.init),
      isFiltered: row.integer(first + 3) == 1)
  }
}
