import ChargebackModel

/// Which field of an organisation's own events says what. Made by `MappingFile`.
package struct Mapping: Sendable {
  /// By which its records are told from all others.
  struct Condition: Sendable {
    let path: FieldPath
    /// One of these; empty where the field has only to be there.
    let values: [String]

    func holds(_ record: Record) -> Bool {
      guard let field = path.field(in: record), !field.isEmpty else { return false }
      return values.isEmpty || field.text.map(values.contains) == true
    }
  }

  enum TimeFormat: String, CaseIterable, Sendable {
    /// Any spelling that `TimestampText` reads.
    case auto
    /// `25/05/2026, 04:32:49`
    case dayFirst
    /// Milliseconds since 1970.
    case epochMilliseconds

    func instant(_ text: String) -> Instant? {
      switch self {
      case .auto: TimestampText.parse(text)
      case .dayFirst: TimestampText.parse(DateOrder.dayFirst.monthFirst(text))
      case .epochMilliseconds: Int64(text).map(Instant.init(milliseconds:))
      }
    }
  }

  package let name: String
  var summary = "events of a mapping file"
  /// Who wrote the events: the gateway or the service.
  var side = CallProfile.Sides.gateway
  var conditions: [Condition] = []
  var time: FieldPath?
  var timeFormat = TimeFormat.auto
  var keys: [(kind: CallKey.Kind, path: FieldPath)] = []
  var facts: [(fact: Fact, path: FieldPath)] = []
  var counts: [(count: UsageCount, path: FieldPath)] = []
  var gatewayDurationMs: FieldPath?
  var serviceDurationMs: FieldPath?
  /// The same for all events.
  var constants: [(fact: Fact, value: String)] = []
  /// The service's answer, if the events hold it.
  var answer: FieldPath?
}
