import ChargebackModel
import GRDB

/// The calls that a batch is about, in memory until it ends: each is read and written once, however many records tell of
/// it.
struct CallBatch {
  struct Member {
    let id: Int64
    fileprivate(set) var call: Call
    /// Counts that claims gave it in the database.
    fileprivate let claimed: TokenUsage
    /// Its profile in the database; nil for a new call.
    fileprivate let storedProfileId: Int64?
    /// What it adds to the sums in the database.
    fileprivate let storedSum: CallSum?
    fileprivate(set) var isChanged: Bool
    /// Of its profile as it is now; nil where nobody looked.
    fileprivate var profileId: Int64?
    /// Whether it turned out to be the same as another.
    fileprivate(set) var isAbsorbed = false

    var isNew: Bool { storedProfileId == nil }
  }

  private(set) var members: [Member] = []
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

  /// - Returns: the place of a new call.
  mutating func append(_ new: Call, _ profiles: inout ProfileTable, _ db: Database) throws -> Int {
    var call = new
    let profileId = try profiles.id(of: &call.profile, db)
    let id = firstNew + Int64(newPlaces.count)
    newPlaces.append(members.count)
    members.append(
      Member(
        id: id, call: call, claimed: TokenUsage(), storedProfileId: nil, storedSum: nil, isChanged: true,
        profileId: profileId))
    return members.count - 1
  }

  /// The place of a call that is known, read from the database if need be.
  mutating func place(of id: Int64, _ profiles: inout ProfileTable, _ db: Database) throws -> Int {
    if id >= firstNew { return newPlaces[Int(id - firstNew)] }
    if let place = places[id] { return place }
    places[id] = members.count
    guard let member = try read(id, &profiles, db) else {
      throw StoreFailure("the database is damaged: a key leads to call \(id), which is not there")
    }
    members.append(member)
    return members.count - 1
  }

  subscript(place: Int) -> Member { members[place] }

  mutating func replace(_ place: Int, by call: Call) {
    if call.profile != members[place].call.profile { members[place].profileId = nil }
    members[place].call = call
    members[place].isChanged = true
  }

  /// Says that a call turned out to be the same as another.
  mutating func absorb(_ place: Int) -> Call {
    members[place].isAbsorbed = true
    return members[place].call
  }

  private func read(_ id: Int64, _ profiles: inout ProfileTable, _ db: Database) throws -> Member? {
    select.bind(1, id)
    defer { select.reset() }
    guard try select.step(), let profileId = select.integer(2) else { return nil }
    let call = CallRow.call(profile: try profiles.profile(profileId, db)) { select.integer($0) }
    let columns = CallRow.columns.count
    let claimed = TokenUsage(inputTokens: select.integer(columns), outputTokens: select.integer(columns + 1))
    return Member(
      id: id, call: call, claimed: claimed, storedProfileId: profileId,
      storedSum: CallSum(call, claimed: claimed, profileId: profileId), isChanged: false, profileId: profileId)
  }

  /// What a call adds to the sums as it stands in the database; nil also where it is not there.
  func sum(of id: Int64, _ profiles: inout ProfileTable, _ db: Database) throws -> CallSum? {
    try read(id, &profiles, db)?.storedSum
  }

  // MARK: The end of the batch

  /// Calls that one statement inserts: much less work than one by one.
  private static let insertedRows = 16

  /// Writes what changed and tells the sums.
  mutating func end(_ profiles: inout ProfileTable, _ sums: inout SliceSums, _ db: Database) throws {
    let many = try SQLStatement(db, CallRow.insertSQL(rows: CallBatch.insertedRows))
    let one = try SQLStatement(db, CallRow.insertSQL(rows: 1))
    let update = try SQLStatement(db, CallRow.updateSQL)
    let delete = try SQLStatement(db, "DELETE FROM call WHERE id = ?")
    var inserts: [(place: Int, profileId: Int64)] = []
    for place in members.indices where members[place].isChanged || members[place].isAbsorbed {
      if members[place].isAbsorbed {
        guard let stored = members[place].storedProfileId else { continue }
        sums.take(members[place].storedSum, times: -1)
        sums.count(stored, times: -1)
        delete.bind(1, members[place].id)
        try delete.run()
        continue
      }
      let profileId = try members[place].profileId ?? profiles.id(of: &members[place].call.profile, db)
      let member = members[place]
      let sum = CallSum(member.call, claimed: member.claimed, profileId: profileId)
      if sum != member.storedSum {
        sums.take(member.storedSum, times: -1)
        sums.take(sum, times: 1)
      }
      if member.storedProfileId != profileId {
        if let stored = member.storedProfileId { sums.count(stored, times: -1) }
        sums.count(profileId, times: 1)
      }
      if member.isNew {
        inserts.append((place, profileId))
        if inserts.count == CallBatch.insertedRows {
          try insert(inserts, many)
          inserts.removeAll(keepingCapacity: true)
        }
      } else {
        CallRow.bind(member.call, profileId: profileId, to: update)
        update.bind(CallRow.columns.count + 1, member.id)
        try update.run()
      }
    }
    for rest in inserts { try insert([rest], one) }
  }

  private func insert(_ rows: [(place: Int, profileId: Int64)], _ statement: SQLStatement) throws {
    var first = 1
    for (place, profileId) in rows {
      statement.bind(first, members[place].id)
      CallRow.bind(members[place].call, profileId: profileId, to: statement, from: first + 1)
      first += CallRow.columns.count + 1
    }
    try statement.run()
  }
}
