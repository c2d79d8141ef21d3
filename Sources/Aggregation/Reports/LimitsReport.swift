import ChargebackModel
import Store

/// Who was throttled, how near to its limits each deployment came, and which regions were free at the time.
struct LimitsReport: ReportKind {
  let name = "limits"
  let summary = "429s over time by app and deployment, headroom, utilisation, spill-over, and which regions were free"
  let takesDimensions = true
  let defaultDimensions: [Dimension] = [.day, .app, .deployment]
  var figures: [String] { LimitFigures.columns.filter { $0.content != .dimension }.map(\.name) }
  let refused = CallGroups.refused

  func report(_ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) -> Report {
    let dimensions = request.by ?? defaultDimensions
    let basis = try CallBasis(store, books, request)
    var reading = LimitReading(
      groups: try CallGroups(store, books, request, by: dimensions),
      hours: try ThrottledHours(store, books, request.period))
    try reading.readCalls(store, basis)
    try reading.readThrottled(store, basis, request.period)
    try reading.readAttempts(store, basis, request.period)
    try reading.readLimits(store, basis, request.period)
    let figures = reading.finished()
    var total = LimitFigures()
    for figures in figures { total.add(figures) }
    let lines = zip(reading.groups.groups, figures).map { (values: $0, figures: $1) }
    let table = GroupTable(dimensions, lines, total: total)
    return table.report(
      kind: name, title: "Azure OpenAI limits by \(dimensions.map(\.rawValue).joined(separator: ", "))",
      rows: table.rows(request, byDefault: "throttled"), basis, notes: LimitsReport.notes, books, request)
  }

  private static let notes = [
    "throttled counts answers with 429, those of attempts included whose call was then answered elsewhere. What remains is "
      + "headroom as the service's answers tell it, the lowest that was seen, and never usage; utilisation is of provisioned "
      + "deployments.",
    "regionsWithout429 names the regions that took calls of the same model in the period and refused none of anybody in the "
      + "hours (UTC) in which the calls of the row were throttled; none is that there was no such region.",
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

  mutating func readCalls(_ store: Store, _ basis: CallBasis) throws(StoreFailure) {
    try hours.readPlaces(store, basis)
    var figures = figures
    try groups.countCalls(store, basis) { row, _, calls in
      figures.reach(row)
      figures[row].calls += calls
      figures[row].attempts += calls
    }
    self.figures = figures
  }

  mutating func readThrottled(_ store: Store, _ basis: CallBasis, _ period: Period) throws(StoreFailure) {
    let refused = groups.profileIds { $0[.statusCode] == "429" }
    if refused.isEmpty { return }
    try store.scanCalls(in: period, ofProfiles: refused) { call in
      let hour = hours.noteThrottled(at: call.time, call.profileId)
      guard !basis.holdsCopy(call.id), let row = groups.row(at: call.time, call.profileId) else { return }
      take(row, throttledIn: hour)
    }
  }

  mutating func readAttempts(_ store: Store, _ basis: CallBasis, _ period: Period) throws(StoreFailure) {
    var attempts = FailedAttempts()
    var groups = groups
    var ids: [Int64: Int64] = [:]
    try attempts.read(store, period, basis, &groups) { attempt, groups in
      guard let profile = groups.profile(attempt.profileId) else { return }
      let isThrottled = profile[.statusCode] == "429"
      var hour: ThrottledHours.Hour?
      if isThrottled {
        let id = ids[attempt.profileId] ?? hours.add(profile)
        ids[attempt.profileId] = id
        hour = hours.noteThrottled(at: attempt.time, id)
      }
      guard let row = groups.row(at: attempt.call.time, attempt.profileId) else { return }
      figures.reach(row)
      figures[row].attempts += 1
      if isThrottled { take(row, throttledIn: hour) }
    }
    self.groups = groups
  }

  mutating func readLimits(_ store: Store, _ basis: CallBasis, _ period: Period) throws(StoreFailure) {
    try store.scanLimits(in: period) { call, limits in
      guard !basis.holdsCopy(call.id), let row = groups.row(at: call.time, call.profileId) else { return }
      figures.reach(row)
      figures[row].add(limits)
    }
  }

  private mutating func take(_ row: Int, throttledIn hour: ThrottledHours.Hour?) {
    figures.reach(row)
    figures[row].throttled += 1
    if let hour { throttled[row, default: []].insert(hour) }
  }

  /// The figures of the rows when everything has been read.
  mutating func finished() -> [LimitFigures] {
    for (row, throttled) in throttled {
      for hour in throttled { figures[row].elsewhere.add(hours.freeRegions(in: hour)) }
    }
    return figures
  }
}
