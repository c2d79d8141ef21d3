import GRDB

/// The database cannot be used, or what it holds cannot be reckoned with: one sentence with its path. SQLite's own message names tables, never values.
package struct StoreFailure: Error, CustomStringConvertible {
  package let description: String

  package init(_ sentence: String) { description = sentence }

  init(_ path: String, _ error: any Error) {
    guard let error = error as? DatabaseError else {
      description = "\(path): \(error)"
      return
    }
    switch error.resultCode {
    case .SQLITE_CANTOPEN: description = "\(path): the database cannot be opened; does its folder exist?"
    case .SQLITE_NOTADB: description = "\(path): this is no chargeback database"
    case .SQLITE_CORRUPT:
      description = "\(path): the database is damaged: restore a copy, or chargeback ingest PATH --database NEW.sqlite"
    case .SQLITE_BUSY, .SQLITE_LOCKED: description = "\(path): another program keeps the database locked"
    case .SQLITE_FULL: description = "\(path): the disk is full"
    case .SQLITE_READONLY, .SQLITE_PERM: description = "\(path): the database cannot be written"
    default: description = "\(path): \(error.message ?? "SQLite error \(error.resultCode.rawValue)")"
    }
  }
}
