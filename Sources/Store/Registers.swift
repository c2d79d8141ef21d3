import ChargebackModel
import GRDB

extension Store {
  package func directory() throws(StoreFailure) -> [DirectoryEntry] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM directory ORDER BY kind, id, effectiveFrom").compactMap { row in
        DirectoryEntry.Kind(rawValue: row["kind"]).map { kind in
          DirectoryEntry(
            kind: kind, id: row["id"], name: row["name"], team: row["team"], costCentre: row["costCentre"],
            owner: row["owner"], span: Store.span(row))
        }
      }
    }
  }

  package func replaceDirectory(_ entries: [DirectoryEntry]) throws(StoreFailure) {
    try write { db in
      try db.execute(sql: "DELETE FROM directory")
      let insert = try db.makeStatement(sql: "INSERT INTO directory VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      for entry in entries {
        try insert.execute(arguments: [
          entry.kind.rawValue, entry.id, entry.name, entry.team, entry.costCentre, entry.owner,
          entry.span.effectiveFrom?.milliseconds, entry.span.effectiveTo?.milliseconds,
        ])
      }
    }
  }

  package func deployments() throws(StoreFailure) -> [DeploymentEntry] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM deployment ORDER BY resource, deployment, effectiveFrom").map { row in
        DeploymentEntry(
          resource: row["resource"], deployment: row["deployment"], model: row["model"],
          modelVersion: row["modelVersion"],
          deploymentType: (row["deploymentType"] as String?).flatMap { DeploymentType($0) }, units: row["units"],
          span: Store.span(row))
      }
    }
  }

  package func replaceDeployments(_ entries: [DeploymentEntry]) throws(StoreFailure) {
    try write { db in
      try db.execute(sql: "DELETE FROM deployment")
      let insert = try db.makeStatement(sql: "INSERT INTO deployment VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      for entry in entries {
        try insert.execute(arguments: [
          entry.resource, entry.deployment, entry.model, entry.modelVersion, entry.deploymentType?.rawValue,
          entry.units, entry.span.effectiveFrom?.milliseconds, entry.span.effectiveTo?.milliseconds,
        ])
      }
    }
  }

  static func span(_ row: Row) -> DatedSpan {
    DatedSpan(
      from: (row["effectiveFrom"] as Int64?).map { Instant(milliseconds: $0) },
      to: (row["effectiveTo"] as Int64?).map { Instant(milliseconds: $0) })
  }
}
