import Aggregation
import ChargebackModel
import Store

/// What to say when no call fits: which months have some, and which value of a condition was probably meant.
struct PeriodHint {
  private let store: Store
  private let books: Books
  private let request: ReportRequest

  init(_ store: Store, _ books: Books, _ request: ReportRequest) {
    self.store = store
    self.books = books
    self.request = request
  }

  func say(_ global: GlobalOptions) throws {
    guard let known = try store.timeRange() else { return global.say("note: the database holds no calls") }
    let (start, end) = (request.period.start, request.period.end)
    if try start < end && store.hasCalls(from: start, to: end) {
      global.say("note: no call fits the conditions")
      for filter in request.filters { try sayNearest(filter, global) }
    } else {
      let months = try months(known).joined(separator: ", ")
      global.say("note: no call fits; there are calls in \(months)")
    }
  }

  /// `2026-07`, or `2026-01 to 2026-06` where one follows the other.
  private func months(_ known: ClosedRange<Instant>) throws -> [String] {
    var runs: [(first: Month, last: Month)] = []
    var month = Month(request.calendar.date(of: known.lowerBound))
    let last = Month(request.calendar.date(of: known.upperBound))
    while month <= last {
      let span = request.calendar.period(from: month.firstDay, through: month.lastDay)
      if try store.hasCalls(from: span.start, to: span.end) {
        if let run = runs.last, run.last.advanced(by: 1) == month {
          runs[runs.count - 1].last = month
        } else {
          runs.append((month, month))
        }
      }
      month = month.advanced(by: 1)
    }
    return runs.map { $0.first == $0.last ? "\($0.first)" : "\($0.first) to \($0.last)" }
  }

  private func sayNearest(_ filter: Filter, _ global: GlobalOptions) throws {
    guard case .isOneOf(let values) = filter.relation else { return }
    var request = request
    request.filters = []
    request.by = [filter.dimension]
    let rows = try ReportKinds.usage.report(store, books, request).rows
    let known = rows.compactMap { row in if case .text(let text)? = row.cells.first { text } else { nil } }
    for value in values where !known.contains(value) && value != "unknown" {
      let meant = NearestName.of(value, among: known).map { ": did you mean \($0)?" } ?? ""
      global.say("note: no call has \(filter.dimension.rawValue) \(value.visible)\(meant.visible)")
    }
  }
}
