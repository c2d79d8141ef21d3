import ChargebackModel
import GRDB

/// The calls that a batch is about, in memory until it ends: each is read and written once, however many records tell of
/// it.
struct CallBatch {
  /// A call as it is now, and as it stands in the database.
  struct Member {
    let id: Int64
    var figures: CallFigures
    var profileId: Int64
    /// Nil for a new call.
    fileprivate let stored: Stored?
    /// Whether it turned out to be the same as another.
    fileprivate(set) var isAbsorbed = false

    var isNew: Bool { stored == nil }

    fileprivate var isChanged: Bool {
      guard let stored else { return true }
      return stored.profileId != profileId || stored.figures != figures
    }
  }

  fileprivate struct Stored {
    let figures: CallFigures
    let profileId: Int64
    /// Counts that claims gave it.
    let claimed: TokenUsage

    var sum: CallSum? { CallSum(figures, claimed: claimed, profileId: profileId) }
  }

  private var members: [Member] = []
  private var places: [Int64: Int] = [:]
  /// New calls have ids in their order from here.
  private var firstNew: Int64
  private var newPlaces: [Int] = []
  private let select: SQLStatement

  init(_ db: Database) throws {
    // A merged call's id must never be another's, for keys still lead through it.
    let last = try SQLStatement(
      db,
      """
      SELECT max(
        ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'call'), 0), ifnull((SELECT max(id) FROM mergedCall), 0))
      """)
    _ = try last.step()
    firstNew = (last.integer(0) ?? 0) + 1
    last.reset()
    select = try SQLStatement(db, CallRow.selectSQL)
  }

  /// - Returns: the id of a new call.
  mutating func append(_ figures: CallFigures, profileId: Int64) -> Int64 {
    let id = firstNew + Int64(newPlaces.count)
    newPlaces.append(members.count)
    members.append(Member(id: id, figures: figures, profileId: profileId, stored: nil))
    return id
  }

  /// The place of a call that is known, read from the database if need be.
  mutating func place(of id: Int64) throws -> Int {
    if id >= firstNew { return newPlaces[Int(id - firstNew)] }
    if let place = places[id] { return place }
    places[id] = members.count
    guard let stored = try read(id) else {
      throw StoreFailure("the database is damaged: a key leads to call \(id), which is not there")
    }
    members.append(Member(id: id, figures: stored.figures, profileId: stored.profileId, stored: stored))
    return members.count - 1
  }

  subscript(place: Int) -> Member {
    get { members[place] }
    _modify { yield &members[place] }
  }

  /// Says that a call turned out to be the same as another.
  mutating func absorb(_ place: Int) -> Member {
    members[place].isAbsorbed = true
    return members[place]
  }

  private func read(_ id: Int64) throws -> Stored? {
    select.bind(1, id)
    defer { select.reset() }
    guard try select.step(), let profileId = select.integer(2) else { return nil }
    let columns = CallRow.columns.count
    return Stored(
      figures: CallRow.figures { select.integer($0) }, profileId: profileId,
      claimed: TokenUsage(inputTokens: select.integer(columns), outputTokens: select.integer(columns + 1)))
  }

  /// What a call adds to the sums as it stands in the database; nil also where it is not there.
  func sum(of id: Int64) throws -> CallSum? { try read(id)?.sum }

  // MARK: The end of the batch

  /// Calls that one statement inserts: much less work than one by one.
  private static let insertedRows = 16

  /// Writes what changed and tells the sums.
  mutating func end(_ sums: inout SliceSums, _ db: Database) throws {
    let updates = try CallRow.Change.all.map { try SQLStatement(db, CallRow.updateSQL($0)) }
    let delete = try SQLStatement(db, "DELETE FROM call WHERE id = ?")
    var inserts: [Int] = []
    inserts.reserveCapacity(newPlaces.count)
    for place in members.indices where members[place].isChanged || members[place].isAbsorbed {
      let member = members[place]
      if member.isAbsorbed, member.isNew { continue }
      let isNowThere = !member.isAbsorbed
      let claimed = member.stored?.claimed ?? TokenUsage()
      let (old, new) = (
        member.stored?.sum, isNowThere ? CallSum(member.figures, claimed: claimed, profileId: member.profileId) : nil
      )
      if old != new {
        sums.take(old, times: -1)
        sums.take(new, times: 1)
      }
      if member.stored?.profileId != member.profileId || !isNowThere {
        if let stored = member.stored { sums.count(stored.profileId, times: -1) }
        if isNowThere { sums.count(member.profileId, times: 1) }
      }
      if member.isNew {
        inserts.append(place)
      } else if isNowThere {
        try update(member, updates)
      } else {
        delete.bind(1, member.id)
        try delete.run()
      }
    }
    try insert(inserts, db)
  }

  private func update(_ member: Member, _ updates: [SQLStatement]) throws {
    guard let stored = member.stored else { return }
    let change = CallRow.Change(from: stored.figures, to: member.figures)
    let update = updates[change.rawValue]
    let end = CallRow.bind(member.figures, profileId: member.profileId, change, to: update)
    update.bind(end, member.id)
    try update.run()
  }

  /// Most calls have counts of text tokens only: their rows are written without naming the other columns.
  private func insert(_ places: [Int], _ db: Database) throws {
    let isCommon = { (place: Int) in members[place].figures.reported.hasCommonCountsOnly }
    try insert(places.filter(isCommon), [.time, .commonCounts, .durations], db)
    try insert(places.filter { !isCommon($0) }, .everything, db)
  }

  private func insert(_ places: [Int], _ columns: CallRow.Change, _ db: Database) throws {
    let many = try SQLStatement(db, CallRow.insertSQL(rows: CallBatch.insertedRows, columns))
    let one = try SQLStatement(db, CallRow.insertSQL(rows: 1, columns))
    var next = 0
    while next < places.count {
      let isMany = next + CallBatch.insertedRows <= places.count
      let statement = isMany ? many : one
      var first = 1
      for place in places[next..<(next + (isMany ? CallBatch.insertedRows : 1))] {
        statement.bind(first, members[place].id)
        first = CallRow.bind(
          members[place].figures, profileId: members[place].profileId, columns, to: statement, from: first + 1)
        next += 1
      }
      try statement.run()
    }
  }
}
