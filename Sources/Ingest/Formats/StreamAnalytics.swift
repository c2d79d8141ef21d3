import ChargebackModel

/// What Azure Stream Analytics adds to each event that it passes on.
enum StreamAnalytics {
  static let fields: Set = ["EventProcessedUtcTime", "PartitionId", "EventEnqueuedUtcTime"]

  /// The moment an event reached the hub stands in for an event without a time of its own.
  static func stateTime(_ record: Record, _ call: inout Call) {
    call.state(time: record["EventEnqueuedUtcTime"]?.text.flatMap(TimestampText.parse), .hint)
  }
}
