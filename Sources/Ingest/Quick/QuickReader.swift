/// Reads the common records of a format without making a text of each value: what many records say alike, their profile,
/// is found by the bytes that decide it, and made by the format itself when these are met first.
///
/// It must agree with its format: of a record that it does not refuse it gives the figures that the format would give, and
/// puts into `RecordSketch.profile` whatever the profile, the notices and the recognition of the record depend on. The
/// tests compare the two on all samples and their mutations.
protocol QuickReader: AnyObject {
  /// The fields that it reads, each once; by their places here it asks for them.
  var wanted: [FieldPath] { get }
  /// Whether common records have an object with members of just these names at that place, in which fields are wanted:
  /// `[]` is the record itself, `["usage"]` its member of that name.
  func isCommon(_ names: [String], in object: [String]) -> Bool
  /// False for a record that is not common: the format itself reads that.
  func sketch(_ fields: QuickFields, into sketch: inout RecordSketch) -> Bool
}

extension QuickReader {
  func isCommon(_ names: [String], in object: [String]) -> Bool { true }
}
