import ChargebackModel
import Foundation
import GRDB

/// The database: calls, and the registers that say what their ids mean.
package final class Store: Sendable {
  let pool: DatabaseQueue
  package let path: String
  let memory = ImportMemory()

  /// Opens a database, making it if there is none, and brings its schema up to date. What is no chargeback database is
  /// left as it is.
  ///
  /// - Parameter patience: how many seconds to wait for another program that writes.
  /// - Throws: `StoreFailure`, with a sentence for the user.
  package init(path: String, patience: Double = 30) throws(StoreFailure) {
    self.path = path
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    // Of `atOneMoment`.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { db in
      CallModule.register(in: db)
      SliceFunction.register(in: db)
    }
    do {
      pool = try DatabaseQueue(path: path, configuration: configuration)
      try Store.prepare(pool, path)
    } catch let failure as StoreFailure {
      throw failure
    } catch {
      throw StoreFailure(path, error)
    }
  }

  /// Several programs may make one database at once. Looking what is there and making what is missing are two steps, so
  /// one of them can find done already what it was about to do: then it looks again.
  private static func prepare(_ pool: DatabaseQueue, _ path: String) throws {
    for attempt in 1... {
      do {
        if let refusal = try pool.read({ try refusal($0, path) }) { throw StoreFailure(refusal) }
        try pool.writeWithoutTransaction { db in
          try db.execute(sql: "PRAGMA page_size = 16384")
          try db.execute(sql: "PRAGMA journal_mode = WAL")
          try db.execute(sql: "PRAGMA synchronous = NORMAL")
          try db.execute(sql: "PRAGMA cache_size = -32000")
          // Pages that several batches write, such as those of sums, go from the log to the file once.
          try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
        }
        try Migrations.all.migrate(pool)
        return try SumRebuilding.run(pool)
      } catch let error as DatabaseError {
        let isRace = [.SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(error.resultCode)
        if !isRace || attempt == 20 { throw error }
        Thread.sleep(forTimeInterval: 0.02 * Double(attempt))
      }
    }
  }

  private static func refusal(_ db: Database, _ path: String) throws -> String? {
    if try Migrations.all.hasBeenSuperseded(db) {
      return "\(path) was written by a newer chargeback: update this one"
    }
    let isEmpty = try Bool.fetchOne(db, sql: "SELECT 1 FROM sqlite_master") == nil
    let isForeign = try !isEmpty && !db.tableExists("grdb_migrations")
    return isForeign ? "\(path): this is no chargeback database" : nil
  }

  /// Reads as often as it likes and sees the database as it is at one moment, whatever other programs write meanwhile.
  /// Nothing may be written inside.
  package func atOneMoment<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      try pool.writeWithoutTransaction { db in
        try db.beginTransaction(.deferred)
        // The moment is that of the first reading.
        _ = try Bool.fetchOne(db, sql: "SELECT 1 FROM sqlite_master")
      }
    } catch { throw StoreFailure(path, error) }
    defer { try? pool.writeWithoutTransaction { try $0.rollback() } }
    return try body()
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(StoreFailure) -> Value {
    do { return try pool.read(body) } catch { throw StoreFailure(path, error) }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws(StoreFailure) -> Value {
    do { return try pool.write(body) } catch let failure as StoreFailure { throw failure } catch {
      throw StoreFailure(path, error)
    }
  }
}
