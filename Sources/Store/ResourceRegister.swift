import ChargebackModel
import GRDB

extension Store {
  static let resourcesSQL = """
    -- Which account has which host, region and key setting; one row for each host. Moments are in milliseconds since 1970
    -- UTC; NULL is open.
    CREATE TABLE resource (
      resource TEXT NOT NULL, host TEXT, region TEXT, keysAllowed TEXT CHECK (keysAllowed IN ('yes', 'no', 'default')),
      kind TEXT, sku TEXT, effectiveFrom INTEGER, effectiveTo INTEGER
    ) STRICT;
    """

  package func resources() throws(StoreFailure) -> [ResourceEntry] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM resource ORDER BY resource, host, effectiveFrom").map { row in
        ResourceEntry(
          resource: row["resource"], host: row["host"], region: row["region"],
          keysAllowed: (row["keysAllowed"] as String?).flatMap { ResourceEntry.KeySetting(rawValue: $0) },
          kind: row["kind"], sku: row["sku"], span: Store.span(row))
      }
    }
  }

  package func replaceResources(_ entries: [ResourceEntry]) throws(StoreFailure) {
    try write { db in
      try db.execute(sql: "DELETE FROM resource")
      let insert = try db.makeStatement(sql: "INSERT INTO resource VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      for entry in entries {
        try insert.execute(arguments: [
          entry.resource, entry.host, entry.region, entry.keysAllowed?.rawValue, entry.kind, entry.sku,
          entry.span.effectiveFrom?.milliseconds, entry.span.effectiveTo?.milliseconds,
        ])
      }
    }
  }
}
