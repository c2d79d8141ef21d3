import ChargebackModel

/// Calls and the attempts at them, of a row that stands for a backend.
struct BackendFigures: GroupFigures {
  static let columns: [Report.Column] = [
    "calls", "attempts", "failedAttempts", "failedCalls", "failOversFrom", "failOversTo", "unknownStatus",
    "unknownAttempts",
  ].map { .init($0, .count) }

  /// Whose last attempt was here.
  var calls: Int64 = 0
  var attempts: Int64 = 0
  var failedAttempts: Int64 = 0
  var failedCalls: Int64 = 0
  /// Attempts that failed here and whose call ended elsewhere.
  var failOversFrom: Int64 = 0
  /// Calls that ended here after an attempt elsewhere.
  var failOversTo: Int64 = 0
  /// Calls of which no record tells how they ended.
  var unknownStatus: Int64 = 0
  /// Calls of which no record tells how often they were tried.
  var unknownAttempts: Int64 = 0

  mutating func add(_ other: BackendFigures) {
    calls += other.calls
    attempts += other.attempts
    failedAttempts += other.failedAttempts
    failedCalls += other.failedCalls
    failOversFrom += other.failOversFrom
    failOversTo += other.failOversTo
    unknownStatus += other.unknownStatus
    unknownAttempts += other.unknownAttempts
  }

  /// Takes calls in whose profile this is, each as one attempt.
  mutating func add(_ count: Int64, of profile: CallProfile) {
    calls += count
    attempts += count
    if !profile.sources.contains(where: BackendFigures.tellers.contains) { unknownAttempts += count }
    guard let status = profile[.statusCode] else {
      unknownStatus += count
      return
    }
    if let number = Int(status), number >= 400 {
      failedCalls += count
      failedAttempts += count
    }
  }

  /// Formats in which each attempt has a record of its own.
  private static let tellers: Set<String> = ["azure-diagnostics", "chunked-events"]

  var cells: [Report.Cell] {
    [calls, attempts, failedAttempts, failedCalls, failOversFrom, failOversTo, unknownStatus, unknownAttempts]
      .map(Report.Cell.count)
  }
}
