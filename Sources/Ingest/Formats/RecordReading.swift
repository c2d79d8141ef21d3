import ChargebackModel

/// What a format made of one record.
enum RecordReading {
  /// What the record says about a call, and what a person should know about the record itself.
  case fragment(CallFragment, notices: [Rejection] = [])
  /// A sound record of something that is no inference call.
  case ignored
}
