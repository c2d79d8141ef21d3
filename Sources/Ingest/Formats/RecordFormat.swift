import ChargebackModel

/// Reads the records of one kind of log. Knows no file, no database and no clock.
///
/// To add an input format: a new file with a type of this protocol, and one line in `SourceFormats.all`.
protocol RecordFormat: Sendable {
  /// Stable, for `--format` and for reports.
  var name: String { get }
  /// For `ingest --list-formats`: what it is and where it comes from.
  var summary: String { get }
  func recognises(_ record: Record) -> Bool
  /// Whether a CSV file with this header holds such records.
  func recognises(_ header: TableHeader) -> Bool
  func read(_ record: Record) throws(Rejection) -> RecordReading
  /// Reads the common ones of its records quickly; nil where nothing does.
  func quickReader() -> (any QuickReader)?
}

extension RecordFormat {
  func quickReader() -> (any QuickReader)? { nil }
  func recognises(_ header: TableHeader) -> Bool { false }
}
