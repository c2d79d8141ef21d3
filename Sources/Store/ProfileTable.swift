import ChargebackModel
import Crypto
import Foundation
import GRDB

/// Finds and makes the rows of `profile`, with a memory of those used lately.
final class ProfileTable {
  private let db: Database
  private var ids: [CallProfile: Int64] = [:]
  private var profiles: [Int64: CallProfile] = [:]
  /// More than an organisation has; bounds the memory where every call has an address of its own.
  private static let remembered = 50_000

  init(_ db: Database) { self.db = db }

  func id(of profile: CallProfile) throws -> Int64 {
    if let id = ids[profile] { return id }
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

  func profile(_ id: Int64) throws -> CallProfile {
    if let profile = profiles[id] { return profile }
    let find = try db.cachedStatement(sql: "SELECT * FROM profile WHERE id = ?")
    guard let row = try Row.fetchOne(find, arguments: [id]) else {
      throw StoreFailure("the database is damaged: a call refers to profile \(id), which is not there")
    }
    let profile = ProfileRow.profile(row)
    remember(id, profile)
    return profile
  }

  private func remember(_ id: Int64, _ profile: CallProfile) {
    if ids.count >= ProfileTable.remembered {
      ids = [:]
      profiles = [:]
    }
    ids[profile] = id
    profiles[id] = profile
  }
}
