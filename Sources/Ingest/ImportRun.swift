/// What the files of one run share while they are read.
final class ImportRun {
  let joining: Joining
  let formats: [any RecordFormat]
  /// Whether mappings are among the formats: they come before the format of the last record.
  let mappingsFirst: Bool
  /// Answers in pieces, which may lie in several files.
  let bodies = BodyAssembly()
  var pages = PageCount()
  var summary = IngestSummary()
  /// The input being read, for its trail, and its path as the user wrote it.
  var input: ImportedInput?
  /// Of each file of the summary, the records that were handed to the database.
  var recordsGiven: [Int64] = []
  /// Whether anything of the input being read depends on other inputs: pages, and pieces of answers.
  var hasParts = false

  init(_ joining: Joining, _ formats: [any RecordFormat], mappingsFirst: Bool) {
    self.joining = joining
    self.formats = formats
    self.mappingsFirst = mappingsFirst
  }
}
