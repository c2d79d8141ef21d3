import ChargebackModel
import Crypto
import Foundation
import GRDB

extension CallWriter {
  /// Keeps an event. Records of one operation become one: its first moment, and what any of them tells; so their order
  /// does not matter. False if nothing was new.
  package func keep(_ event: ResourceEvent) throws -> Bool {
    let identity = event.operationId.map { [event.kind.rawValue, event.resource, event.deployment ?? "", $0] }
    let values = [
      event.kind.rawValue, "\(event.time.milliseconds)", event.resource, event.deployment, event.actor,
      event.statusCode,
    ]
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO resourceEvent AS known (digest, kind, time, resource, deployment, actor, statusCode, operationId)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (digest) DO UPDATE SET
          time = min(time, excluded.time),
          actor = coalesce(min(actor, excluded.actor), actor, excluded.actor),
          statusCode = coalesce(min(statusCode, excluded.statusCode), statusCode, excluded.statusCode)
        WHERE excluded.time < known.time
          OR excluded.actor < ifnull(known.actor, excluded.actor || ' ')
          OR excluded.statusCode < ifnull(known.statusCode, excluded.statusCode || ' ')
        """)
    try insert.execute(arguments: [
      CallWriter.digest(identity ?? values.map { $0 ?? "" }), event.kind.rawValue, event.time.milliseconds,
      event.resource, event.deployment, event.actor, event.statusCode, event.operationId,
    ])
    return database.changesCount > 0
  }

  /// Keeps a sum apart from calls. False if it was known.
  package func keep(_ aggregate: UsageAggregate) throws -> Bool {
    let members = aggregate.dimensions.sorted { $0.key < $1.key }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let dimensions = String(decoding: try encoder.encode(aggregate.dimensions), as: UTF8.self)
    let identity =
      [
        aggregate.source, "\(aggregate.time.milliseconds)", aggregate.metric, "\(aggregate.value)",
        "\(aggregate.calls ?? -1)",
      ] + members.flatMap { [$0.key, $0.value] }
    let insert = try database.cachedStatement(sql: "INSERT OR IGNORE INTO usageAggregate VALUES (?, ?, ?, ?, ?, ?, ?)")
    try insert.execute(arguments: [
      CallWriter.digest(identity), aggregate.source, aggregate.time.milliseconds, aggregate.metric, aggregate.value,
      aggregate.calls, dimensions,
    ])
    return database.changesCount > 0
  }

  private static func digest(_ parts: [String]) -> Data {
    Data(SHA256.hash(data: Data(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8)).prefix(16))
  }
}

extension Store {
  /// All events, in the order of their time.
  package func resourceEvents() throws(StoreFailure) -> [ResourceEvent] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM resourceEvent ORDER BY time, kind, resource, digest").compactMap { row in
        ResourceEvent.Kind(rawValue: row["kind"]).map { kind in
          ResourceEvent(
            kind: kind, time: Instant(milliseconds: row["time"]), resource: row["resource"],
            deployment: row["deployment"], actor: row["actor"], statusCode: row["statusCode"],
            operationId: row["operationId"])
        }
      }
    }
  }

  /// All sums that sources made over calls, in the order of their time.
  package func usageAggregates() throws(StoreFailure) -> [UsageAggregate] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM usageAggregate ORDER BY time, source, metric, digest").map { row in
        UsageAggregate(
          source: row["source"], time: Instant(milliseconds: row["time"]), metric: row["metric"], value: row["value"],
          calls: row["calls"],
          dimensions: try JSONDecoder().decode([String: String].self, from: Data((row["dimensions"] as String).utf8)))
      }
    }
  }
}
