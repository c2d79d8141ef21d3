import ChargebackModel
import Store

/// Who was throttled, how near to its limits each deployment came, and which regions were free at the time.
struct LimitsReport: ReportKind {
  let name = "limits"
  let summary = "429s over time by app and deployment, headroom, utilisation, spill-over, and which regions were free"
  let takesDimensions = true
  let dimensions: [Dimension] = [.day, .app, .deployment]
  var figures: [String] { LimitFigures.columns.map(\.name) }
  let refused = CallGroups.refused

  func report(_ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) -> Report {
    let dimensions = request.by ?? dimensions
    let basis = try CallBasis(store, books, request)
    var reading = LimitReading(
      groups: try CallGroups(store, books, request, by: dimensions),
      hours: try ThrottledHours(store, books, request.period))
    try reading.readCalls(store, basis, request.period)
    try reading.readAttempts(store, basis, request.period)
    try reading.readLimits(store, basis, request.period)
    let figures = reading.finished()
    var total = LimitFigures()
    for figures in figures { total.add(figures) }
    let lines = zip(reading.groups.groups, figures).map { (values: $0, figures: $1) }
    let table = FigureTable(dimensions, lines, total: total)
    return table.report(
      kind: name, title: "Azure OpenAI limits by \(dimensions.map(\.rawValue).joined(separator: ", "))",
      rows: table.rows(request, byDefault: "throttled"), basis, notes: LimitsReport.notes, books, request)
  }

  private static let notes = [
    "throttled counts answers with 429, those of attempts included whose call was then answered elsewhere. What remains is "
      + "headroom as the service's answers tell it, the lowest that was seen, and never usage; utilisation is of provisioned "
      + "deployments.",
    "regionsWithout429 names the regions that answered calls of the same model in the period and refused none of anybody in "
      + "the hours (UTC) in which the calls of the row were throttled; none is that there was no such region.",
  ]
}

/// Gathers the figures of the rows.
private struct LimitReading {
  var groups: CallGroups
  var hours: ThrottledHours
  private var figures: [LimitFigures] = []
  private var throttled: [Int: Set<ThrottledHours.Hour>] = [:]

  init(groups: CallGroups, hours: ThrottledHours) {
    self.groups = groups
    self.hours = hours
  }

  mutating func readCalls(_ store: Store, _ basis: CallBasis, _ period: Period) throws(StoreFailure) {
    let refused = groups.flags { $0[.statusCode] == "429" }
    try store.scanCalls(from: period.start, to: period.end, duration: nil) { call in
      let isThrottled = call.profileId < refused.count && refused[Int(call.profileId)]
      let hour = hours.note(at: call.time, call.profileId, isThrottled: isThrottled)
      guard !basis.holdsCopy(call.id), let row = groups.row(at: call.time, call.profileId) else { return }
      take(row, isCall: true, hour)
    }
  }

  mutating func readAttempts(_ store: Store, _ basis: CallBasis, _ period: Period) throws(StoreFailure) {
    var attempts = FailedAttempts()
    var groups = groups
    var ids: [Int64: Int64] = [:]
    try attempts.read(store, period, basis, &groups) { attempt, groups in
      guard let profile = groups.profile(attempt.profileId) else { return }
      let id = ids[attempt.profileId] ?? hours.add(profile)
      ids[attempt.profileId] = id
      let hour = hours.note(at: attempt.time, id, isThrottled: profile[.statusCode] == "429")
      if let row = groups.row(at: attempt.call.time, attempt.profileId) { take(row, isCall: false, hour) }
    }
    self.groups = groups
  }

  mutating func readLimits(_ store: Store, _ basis: CallBasis, _ period: Period) throws(StoreFailure) {
    try store.scanLimits(from: period.start, to: period.end) { call, limits in
      guard !basis.holdsCopy(call.id), let row = groups.row(at: call.time, call.profileId) else { return }
      figures.reach(row)
      figures[row].add(limits)
    }
  }

  private mutating func take(_ row: Int, isCall: Bool, _ hour: ThrottledHours.Hour?) {
    figures.reach(row)
    figures[row].attempts += 1
    if isCall { figures[row].calls += 1 }
    guard let hour else { return }
    figures[row].throttled += 1
    throttled[row, default: []].insert(hour)
  }

  /// The figures of the rows when everything has been read.
  mutating func finished() -> [LimitFigures] {
    for (row, throttled) in throttled {
      for hour in throttled { figures[row].elsewhere.add(hours.freeRegions(in: hour)) }
    }
    return figures
  }
}
