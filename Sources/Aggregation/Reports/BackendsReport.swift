import ChargebackModel
import Store

/// What each backend did: the calls that ended there, every attempt, failures, and calls that went on to another.
struct BackendsReport: ReportKind {
  let name = "backends"
  let summary = "calls, attempts, failures and fail-overs by account and region"
  let takesDimensions = true
  let defaultDimensions: [Dimension] = [.resource, .region]
  var figures: [String] { BackendFigures.columns.map(\.name) }
  let refused = CallGroups.refused

  func report(_ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) -> Report {
    let dimensions = request.by ?? defaultDimensions
    let basis = try CallBasis(store, books, request)
    var groups = try CallGroups(store, books, request, by: dimensions)
    var figures: [BackendFigures] = []
    let profiles = groups
    try groups.countCalls(store, basis) { row, profileId, calls in
      figures.reach(row)
      if let profile = profiles.profile(profileId) { figures[row].add(calls, of: profile) }
    }
    try BackendsReport.readAttempts(store, request.period, basis, &groups, &figures)
    var total = BackendFigures()
    for figures in figures { total.add(figures) }
    let table = GroupTable(dimensions, zip(groups.groups, figures).map { (values: $0, figures: $1) }, total: total)
    return table.report(
      kind: name, title: "Azure OpenAI backends by \(dimensions.map(\.rawValue).joined(separator: ", "))",
      rows: table.rows(request, byDefault: "attempts"), basis, notes: BackendsReport.notes(total), books, request)
  }

  /// The rows of attempts and of their calls are told by the time of the call, so that each is whole in its period.
  private static func readAttempts(
    _ store: Store, _ period: Period, _ basis: CallBasis, _ groups: inout CallGroups, _ figures: inout [BackendFigures]
  ) throws(StoreFailure) {
    var attempts = FailedAttempts()
    /// The call that was counted last as one that failed over.
    var failedOver: Int64?
    try attempts.read(store, period, basis, &groups) { attempt, groups in
      if let row = groups.row(at: attempt.call.time, attempt.profileId) {
        figures.reach(row)
        figures[row].attempts += 1
        figures[row].failedAttempts += 1
        if attempt.wasLeft { figures[row].failOversFrom += 1 }
      }
      guard attempt.wasLeft, failedOver != attempt.call.id else { return }
      failedOver = attempt.call.id
      guard let row = groups.row(at: attempt.call.time, attempt.call.profileId) else { return }
      figures.reach(row)
      figures[row].failOversTo += 1
    }
  }

  private static func notes(_ total: BackendFigures) -> [String] {
    var notes = [
      "A call is counted where its last attempt was made; attempts that failed before it are counted where they were made. "
        + "Failed is a status of 400 or more."
    ]
    if total.unknownAttempts > 0 {
      notes.append(
        "Of \(Words.count(total.unknownAttempts, "call")) the records show one attempt only, mostly the last: each counts as "
          + "one attempt, and there may have been more.")
    }
    return notes
  }
}
