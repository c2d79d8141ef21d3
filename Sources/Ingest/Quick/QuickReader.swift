import Store

/// Reads the common records of a format without making a text of each value: what many records say alike, their profile,
/// is found by the bytes that decide it, and made by the format itself when these are met first.
///
/// It must agree with its format: of a record that it does not refuse it gives the figures that the format would give, and
/// puts into `RecordSketch.profile` whatever the profile, the notices and the recognition of the record depend on. The
/// tests compare the two on all samples and their mutations.
protocol QuickReader: AnyObject {
  /// False for a record that is not common: the format itself reads that.
  func sketch(_ record: JSONValue, _ nested: NestedJSON, into sketch: inout RecordSketch) -> Bool
}
