import ChargebackModel
import Store

/// One kind of report.
///
/// To add a report: a new file with a type of this protocol, and one line in `ReportKinds.all`.
package protocol ReportKind: Sendable {
  /// The word after `chargeback report`.
  var name: String { get }
  /// One line for `chargeback report --list`.
  var summary: String { get }
  /// Whether `--by` may choose its dimensions.
  var takesDimensions: Bool { get }
  /// Those of a request that names none.
  var defaultDimensions: [Dimension] { get }
  /// Whether `--sort` and `--top` may choose its rows.
  var takesOrder: Bool { get }
  /// Whether `--side` may choose whose durations it shows.
  var takesSide: Bool { get }
  /// Dimensions that it can be neither grouped nor filtered by.
  var refused: Set<Dimension> { get }
  /// Names of the columns that `--sort` takes, apart from the dimensions.
  var figures: [String] { get }
  /// Whether days that stand out are named in it.
  func reviewsDays(_ request: ReportRequest) -> Bool
  /// Whether `--estimate-cost` goes with it.
  var estimatesCost: Bool { get }
  func report(_ store: Store, _ books: Books, _ request: ReportRequest) throws(StoreFailure) -> Report
}

extension ReportKind {
  package var takesOrder: Bool { takesDimensions }
  package var takesSide: Bool { false }
  package var defaultDimensions: [Dimension] { [.appId, .model] }
  package var refused: Set<Dimension> { [] }
  package var estimatesCost: Bool { false }
  package func reviewsDays(_ request: ReportRequest) -> Bool { false }
}

package enum ReportKinds {
  package static let all: [any ReportKind] = [
    usage, StatementReport(), ExplainReport(), UnpricedReport(), CoverageReport(), KeysReport(), LatencyReport(),
    LimitsReport(), StreamingReport(), BackendsReport(), SafetyReport(),
  ]
  package static let usage: any ReportKind = UsageReport()
}
