import ChargebackModel
import Crypto
import Foundation
import GRDB

extension CallWriter {
  /// Keeps an event. False if it was known.
  package func keep(_ event: ResourceEvent) throws -> Bool {
    let identity = event.operationId.map { [event.kind.rawValue, event.resource, $0] }
    let values = [
      event.kind.rawValue, "\(event.time.milliseconds)", event.resource, event.deployment, event.actor,
      event.statusCode,
    ]
    let insert = try database.cachedStatement(
      sql: "INSERT OR IGNORE INTO resourceEvent VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
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
