/// Where the counts of a call come from; a report never adds these without saying so.
package enum UsageSource: String, CaseIterable, Hashable, Sendable {
  case unknown, estimated, reported
}
