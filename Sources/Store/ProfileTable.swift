import ChargebackModel
import GRDB

/// Finds and makes the rows of `profile`, with a memory of those used lately, which outlives a batch.
struct ProfileTable {
  private var ids: [CallProfile: Int64] = [:]
  private var profiles: [Int64: CallProfile] = [:]
  /// More than an organisation has; bounds the memory where every call has an address of its own.
  private static let remembered = 50_000

  /// The profile's id; `profile` becomes the one that is remembered, so that a batch keeps each once.
  mutating func id(of profile: inout CallProfile, _ db: Database) throws -> Int64 {
    if let known = ids.index(forKey: profile) {
      profile = ids[known].key
      return ids[known].value
    }
    let row = ProfileRow(profile)
    let find = try db.cachedStatement(sql: "SELECT id FROM profile WHERE digest = ?")
    if let id = try Int64.fetchOne(find, arguments: [row.digest]) {
      remember(id, profile)
      return id
    }
    let insert = try db.cachedStatement(sql: ProfileRow.insertSQL)
    try insert.execute(arguments: row.arguments)
    let id = db.lastInsertedRowID
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
    }
    ids[profile] = id
    profiles[id] = profile
  }
}
