import ChargebackModel
import GRDB

/// Finds and makes the rows of `profile`, with a memory of those used lately, which outlives a batch.
struct ProfileTable {
  private var ids: [CallProfile: Int64] = [:]
  private var profiles: [Int64: CallProfile] = [:]
  /// What two profiles become when their records turn out to tell of one call.
  private var joins: [Pair: Int64] = [:]
  /// More than an organisation has; bounds the memory where every call has an address of its own.
  private static let remembered = 50_000

  private struct Pair: Hashable {
    let a: Int64
    let b: Int64

    func hash(into hasher: inout Hasher) { hasher.combine(a << 32 ^ b) }
  }

  /// The profile of a call of which two records say these. The order does not matter.
  mutating func joined(_ a: Int64, _ b: Int64, _ db: Database) throws -> Int64 {
    if a == b { return a }
    let pair = Pair(a: a, b: b)
    if let known = joins[pair] { return known }
    var profile = try profile(a, db)
    profile.join(try self.profile(b, db))
    let id = try id(of: profile, db)
    joins[pair] = id
    return id
  }

  /// The profile with what contradicts itself besides.
  mutating func noting(_ contradictions: Int, _ names: Set<String> = [], in id: Int64, _ db: Database) throws -> Int64 {
    if contradictions == 0, names.isEmpty { return id }
    var profile = try profile(id, db)
    profile.noteContradictions(ofCounts: contradictions)
    for name in names { profile.noteContradiction(name) }
    return try self.id(of: profile, db)
  }

  mutating func id(of profile: CallProfile, _ db: Database) throws -> Int64 {
    if let known = ids[profile] { return known }
    let row = ProfileRow(profile)
    let id = try row.digest.withUnsafeBytes { digest in
      let find = try SQLStatement(db, "SELECT id FROM profile WHERE digest = ?")
      defer { find.reset() }
      find.bind(1, digest)
      if try find.step() { return find.number(0) }
      let insert = try SQLStatement(db, ProfileRow.insertSQL)
      row.bind(to: insert, digest)
      try insert.run()
      return db.lastInsertedRowID
    }
    remember(id, profile)
    return id
  }

  mutating func profile(_ id: Int64, _ db: Database) throws -> CallProfile {
    if let profile = profiles[id] { return profile }
    let find = try SQLStatement(db, ProfileRow.selectSQL + " WHERE id = ?")
    defer { find.reset() }
    find.bind(1, id)
    guard try find.step() else {
      throw StoreFailure("the database is damaged: a call refers to profile \(id), which is not there")
    }
    let profile = ProfileRow.profile(find)
    remember(id, profile)
    return profile
  }

  private mutating func remember(_ id: Int64, _ profile: CallProfile) {
    if ids.count >= ProfileTable.remembered {
      ids = [:]
      profiles = [:]
      joins = [:]
    }
    ids[profile] = id
    profiles[id] = profile
  }
}
