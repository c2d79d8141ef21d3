import ChargebackModel

/// What a format made of one record.
enum RecordReading {
  /// What the record says about a call, and what a person should know about the record itself.
  case fragment(CallFragment, notices: [Rejection] = [])
  /// A part of a body that other records go on with.
  case piece(BodyPiece)
  /// Something that happened to an account, its keys or its deployments, and not a call.
  case event(ResourceEvent)
  /// Sums over calls that name none of them: kept apart from calls, never added to them.
  case aggregates([UsageAggregate])
  /// A sound record of something that is no inference call.
  case ignored

  static func aggregate(_ sum: UsageAggregate) -> RecordReading { .aggregates([sum]) }
}
