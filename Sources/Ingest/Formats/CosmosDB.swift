import ChargebackModel

/// What Cosmos DB adds to each document that it keeps.
enum CosmosDB {
  /// The moment a document was last written stands in for a record without a time of its own.
  static func stateTime(_ record: Record, _ call: inout Call) {
    call.state(time: record["_ts"]?.text.flatMap(TimestampText.parse), .hint)
  }
}
