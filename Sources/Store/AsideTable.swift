import GRDB

/// What the database keeps beside some calls, in a table of its own with the call's id before these columns.
protocol AsideRow {
  associatedtype Aside: Equatable
  static var table: String { get }
  static var columns: [String] { get }
  static var empty: Aside { get }
  static func values(_ aside: Aside) -> [Int64?]
  /// - Parameter value: of a column by its place.
  static func aside(_ value: (Int) -> Int64?) -> Aside
  static func join(_ aside: inout Aside, _ other: Aside)
}

/// The rows of such a table that a batch is about, in memory until it ends: each is read and written once.
struct AsideTable<Row: AsideRow> {
  /// As they are now, with how they stand in the database.
  private var members: [Int64: (now: Row.Aside, stored: Row.Aside?)] = [:]
  /// The last call that has a row; logs mostly tell of calls in their order, so most asides are of later ones.
  private let lastStored: Int64

  init(_ db: Database) throws {
    let last = try SQLStatement(db, "SELECT max(callId) FROM \(Row.table)")
    defer { last.reset() }
    lastStored = try last.step() ? last.integer(0) ?? 0 : 0
  }

  /// False if it added nothing.
  mutating func keep(_ aside: Row.Aside, of call: Int64, _ db: Database) throws -> Bool {
    guard aside != Row.empty else { return false }
    if call > lastStored, members[call] == nil {
      members[call] = (aside, nil)
      return true
    }
    let known = try member(call, db)
    var joined = known ?? Row.empty
    Row.join(&joined, aside)
    guard joined != known else { return false }
    members[call]!.now = joined
    return true
  }

  /// Gives one call's aside to another that turned out to be the same.
  mutating func move(from other: Int64, to call: Int64, _ db: Database) throws {
    guard let aside = try member(other, db) else { return }
    _ = try keep(aside, of: call, db)
    members[other]!.now = Row.empty
  }

  /// What is known beside a call; nil where nothing is.
  private mutating func member(_ call: Int64, _ db: Database) throws -> Row.Aside? {
    if members[call] == nil {
      let find = try SQLStatement(
        db, "SELECT \(Row.columns.joined(separator: ", ")) FROM \(Row.table) WHERE callId = ?")
      defer { find.reset() }
      find.bind(1, call)
      let stored = try find.step() ? Row.aside { find.integer($0) } : nil
      members[call] = (stored ?? Row.empty, stored)
    }
    let now = members[call]!.now
    return now == Row.empty ? nil : now
  }

  /// Writes what changed.
  mutating func end(_ db: Database) throws {
    defer { members = [:] }
    if members.isEmpty { return }
    let marks = Row.columns.map { _ in "?" }.joined(separator: ", ")
    let insert = try SQLStatement(
      db,
      "INSERT OR REPLACE INTO \(Row.table) (callId, \(Row.columns.joined(separator: ", "))) VALUES (?, \(marks))")
    let delete = try SQLStatement(db, "DELETE FROM \(Row.table) WHERE callId = ?")
    for (call, member) in members.sorted(by: { $0.key < $1.key }) where member.now != member.stored ?? Row.empty {
      let statement = member.now == Row.empty ? delete : insert
      statement.bind(1, call)
      if member.now != Row.empty {
        for (place, value) in Row.values(member.now).enumerated() { statement.bind(place + 2, value) }
      }
      try statement.run()
    }
  }
}
