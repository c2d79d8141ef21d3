import ChargebackModel
import Store

/// Calls that content filters stopped or marked, by what they found; no texts.
struct SafetyReport: ReportKind {
  let name = "safety"
  let summary = "calls that content filters stopped or marked, by app, category and severity; no texts"
  let takesDimensions = true
  let defaultDimensions: [Dimension] = [.app]
  var figures: [String] { ["side", "category"] + SafetyFigures.columns.map(\.name) }
  let refused = CallGroups.refused

  func report(_ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) -> Report {
    let dimensions = request.by ?? defaultDimensions
    let basis = try CallBasis(store, books, request)
    var reading = SafetyReading(groups: try CallGroups(store, books, request, by: dimensions))
    try reading.read(store, basis, request.period)
    let table = GroupTable(
      dimensions, texts: ["side", "category", "severity"], reading.lines, total: reading.total)
    return table.report(
      kind: name, title: "Azure OpenAI content filters by \(dimensions.map(\.rawValue).joined(separator: ", "))",
      rows: table.rows(request, byDefault: nil), basis, notes: SafetyReport.notes, books, request)
  }

  private static let notes = [
    "A call with several findings is in several rows, and once in the total. A severity of detected is that of categories "
      + "which know only found or not; an unknown category that the record says only that a filter stopped the call.",
    "Only records that hold the body of an answer, or of the error in its place, tell what filters found: of other calls "
      + "nobody knows.",
  ]
}

/// Gathers the findings.
private struct SafetyReading {
  var groups: CallGroups
  private var findings: [Finding: SafetyFigures] = [:]
  private(set) var total = SafetyFigures()
  /// Of the calls that were stopped by what their records say in a word, those whose findings say so too, and those
  /// that have other findings.
  private var explained: [Use: Int64] = [:]
  private var counted: [Use: Int64] = [:]

  private struct Finding: Hashable {
    let row: Int
    let side: String?
    let category: String?
    let severity: String?
  }

  private struct Use: Hashable {
    let row: Int
    let profileId: Int64
  }

  init(groups: CallGroups) { self.groups = groups }

  mutating func read(_ store: Store, _ basis: CallBasis, _ period: Period) throws(StoreFailure) {
    var open: (call: ScannedCall, marks: [FilterMark])?
    try store.scanFilterMarks(in: period) { call, mark in
      if open?.call.id != call.id {
        if let open { take(open.call, open.marks) }
        open = basis.holdsCopy(call.id) ? nil : (call, [])
      }
      open?.marks.append(mark)
    }
    if let open { take(open.call, open.marks) }
    try readUnexplained(store, basis)
  }

  private mutating func take(_ call: ScannedCall, _ marks: [FilterMark]) {
    guard let row = groups.row(at: call.time, call.profileId) else { return }
    let side = groups.profile(call.profileId)?[.contentFilter]
    for mark in marks {
      let finding = Finding(
        row: row, side: mark.side.name, category: mark.category.rawValue, severity: mark.severity?.name ?? "detected")
      findings[finding, default: SafetyFigures()].add(SafetyFigures(isStopped: mark.isFiltered))
    }
    total.add(SafetyFigures(isStopped: side != nil || marks.contains(where: \.isFiltered)))
    guard side != nil else { return }
    let use = Use(row: row, profileId: call.profileId)
    counted[use, default: 0] += 1
    if marks.contains(where: { $0.isFiltered && $0.side.name == side }) { explained[use, default: 0] += 1 }
  }

  /// Calls of which only a word says that they were stopped.
  private mutating func readUnexplained(_ store: Store, _ basis: CallBasis) throws(StoreFailure) {
    let stopped = Set(groups.profileIds { $0[.contentFilter] != nil })
    if stopped.isEmpty { return }
    var uses: [Use: Int64] = [:]
    try groups.countCalls(store, basis) { row, profileId, calls in
      if stopped.contains(profileId) { uses[Use(row: row, profileId: profileId), default: 0] += calls }
    }
    for (use, calls) in uses {
      let unexplained = calls - (explained[use] ?? 0)
      guard unexplained > 0 else { continue }
      let side = groups.profile(use.profileId)?[.contentFilter]
      let finding = Finding(row: use.row, side: side, category: nil, severity: nil)
      findings[finding, default: SafetyFigures()].stopped += unexplained
    }
    total.stopped += uses.reduce(0) { $0 + $1.value - (counted[$1.key] ?? 0) }
  }

  var lines: [GroupTable<SafetyFigures>.Line] {
    findings.map { finding, figures in
      (groups.groups[finding.row] + [finding.side, finding.category, finding.severity], figures)
    }
  }
}

extension SafetyFigures {
  fileprivate init(isStopped: Bool) {
    self.init()
    if isStopped { stopped = 1 } else { marked = 1 }
  }
}
