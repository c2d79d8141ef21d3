import ChargebackModel
import GRDB

/// The database: calls, and the registers that say what their ids mean.
package final class Store: Sendable {
  let pool: DatabaseQueue
  package let path: String

  /// Opens a database, making it if there is none, and brings its schema up to date.
  /// - Throws: `StoreFailure`, with a sentence for the user.
  package init(path: String) throws(StoreFailure) {
    self.path = path
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL")
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    do {
      pool = try DatabaseQueue(path: path, configuration: configuration)
      if try pool.read({ try Migrations.all.hasBeenSuperseded($0) }) {
        throw StoreFailure("\(path) was written by a newer chargeback: update this one")
      }
      try Migrations.all.migrate(pool)
    } catch let failure as StoreFailure {
      throw failure
    } catch {
      throw StoreFailure(path, error)
    }
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
