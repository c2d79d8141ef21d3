import ChargebackModel

/// What a format made of one record.
enum RecordReading {
  /// What the record says about a call, and what a person should know about the record itself.
  case fragment(CallFragment, notices: [Rejection] = [])
  /// Something that happened to an account, its keys or its deployments, and not a call.
  case event(ResourceEvent)
  /// A sum over calls that names none of them: kept apart from calls, never added to them.
  case aggregate(UsageAggregate)
  /// A sound record of something that is no inference call.
  case ignored
}
