import Foundation
import GRDB

extension Store {
  /// What the reading of an input told, if it stands at this place with this identity.
  package func reading(place: Data, identity: Data) throws(StoreFailure) -> Data? {
    try read { db in
      try Data.fetchOne(
        db, sql: "SELECT reading FROM inputRead WHERE place = ? AND identity = ?", arguments: [place, identity])
    }
  }
}

extension CallWriter {
  /// Keeps what the reading of an input told; what its place held before is forgotten.
  package func keep(reading: Data, place: Data, identity: Data) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO inputRead (place, identity, reading) VALUES (?, ?, ?)",
      arguments: [place, identity, reading])
  }
}
