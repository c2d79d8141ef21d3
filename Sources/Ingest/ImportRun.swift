import Store

/// What the files of one run share while they are read.
final class ImportRun {
  let store: Store
  let formats: [any RecordFormat]
  /// Whether mappings are among the formats: they come before the format of the last record.
  let mappingsFirst: Bool
  /// Answers in pieces, which may lie in several files.
  let bodies = BodyAssembly()
  var pages = PageCount()
  var summary = IngestSummary()

  init(_ store: Store, _ formats: [any RecordFormat], mappingsFirst: Bool) {
    self.store = store
    self.formats = formats
    self.mappingsFirst = mappingsFirst
  }
}
