/// Where the counts of a call come from; a report never adds these without saying so.
package enum UsageSource: String, CaseIterable, Hashable, Sendable {
  case unknown, estimated, reported

  /// Its place among all cases, counted from 0.
  package var index: Int {
    switch self {
    case .unknown: 0
    case .estimated: 1
    case .reported: 2
    }
  }
}
