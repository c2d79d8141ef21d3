/// An opened input, cut into its records.
protocol RecordSource: AnyObject {
  /// The next item, which lives until the source is asked again; nil at the end.
  func next() throws -> ScannedItem?
  /// Reads the next record if `lane` knows its like, which then has what it says.
  /// - Returns: the record's place; nil leaves it to `next`.
  func nextPlain(_ lane: QuickLane) throws -> String?
  /// Bytes read so far.
  var consumed: Int64 { get }
  /// Whether an input without records is sound, as the hub's file of an hour without events is.
  var mayBeEmpty: Bool { get }
}

extension RecordSource {
  func nextPlain(_ lane: QuickLane) throws -> String? { nil }
}
