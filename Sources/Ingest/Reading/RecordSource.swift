/// An opened input, cut into its records.
protocol RecordSource: AnyObject {
  /// The next item, which lives until the source is asked again; nil at the end.
  func next() throws -> ScannedItem?
  /// Bytes read so far.
  var consumed: Int64 { get }
  /// Whether an input without records is sound, as the hub's file of an hour without events is.
  var mayBeEmpty: Bool { get }
}
