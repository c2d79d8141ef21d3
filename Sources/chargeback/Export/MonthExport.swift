import Aggregation
import ChargebackModel
import Pricing
import ReportWriters
import Store

/// The files of a month, whole in memory before the first is written.
struct MonthExport {
  struct File {
    let name: String
    let set: String
    let format: ReportFormat
    let text: String
  }

  let month: Month
  let files: [File]
  let reports: [(set: ExportSet, report: Report)]
  let budgets: [BudgetStanding]
  let isKnown: Bool

  static let formats: [(format: ReportFormat, ending: String)] = [(.csv, "csv"), (.json, "json"), (.markdown, "md")]

  /// - Parameter request: of the whole month, without dimensions.
  init(_ month: Month, _ sets: [ExportSet], _ store: Store, _ books: Books, _ request: ReportRequest) throws {
    let requests = sets.map { set in
      var own = request
      own.by = set.by
      return own
    }
    let reviewsDays = zip(sets, requests).contains { $0.kind.reviewsDays($1) }
    let review = try Review(store, books, request, reviewsDays: reviewsDays)
    reports = try zip(sets, requests).map { set, request in
      var report = try set.kind.report(store, books, request)
      review.add(to: &report, of: set.kind, request)
      return (set, report)
    }
    files = reports.flatMap { set, report in
      MonthExport.formats.map { format, ending in
        File(
          name: "\(set.fileName).\(ending)", set: set.name, format: format,
          text: format.writer.write(report, style: Style()))
      }
    }
    self.month = month
    budgets = review.budgets
    isKnown = reports.allSatisfy { $0.report.isKnown }
  }
}

extension Report {
  /// Whether `--strict` has nothing to object to.
  var isKnown: Bool { completeness.complete && completeness.assumedDeploymentType == 0 }
}
