import ChargebackModel

/// What the scanner finds next in a file.
enum ScannedItem {
  /// A record, which lives until the scanner is asked again.
  case record(Record, place: String)
  /// Text that is no record; `text` is all of it.
  case broken(Rejection, place: String, text: UnsafeRawBufferPointer)
  /// Something to say about the file that is no record of its own.
  case notice(IssueCode, place: String, message: String)
  /// The end of a page of a longer list; `hasNext` where the page says that another one follows.
  case page(hasNext: Bool, place: String)
  /// An event without a body.
  case nothing
}
