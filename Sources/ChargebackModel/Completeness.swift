/// How much of a report is known. `calls` = `priced` + `unpriced` + `unmetered`.
package struct Completeness: Hashable, Sendable {
  package var calls: Int64 = 0
  /// Calls whose whole cost is known, those that Azure does not charge (401, 429) included.
  package var priced: Int64 = 0
  /// Calls with token counts but without a price for at least one of their meters.
  package var unpriced: Int64 = 0
  /// Calls whose token counts nobody reported.
  package var unmetered: Int64 = 0
  /// Calls whose token counts are estimates.
  package var estimated: Int64 = 0
  /// Records in the whole database that could not be read; they bear no date, so every period counts them.
  package var rejectedRecords: Int64 = 0
  /// Service records that no key can join to the gateway's calls; most are twins of calls already counted.
  package var unjoinedServiceRecords: Int64 = 0
  /// How many of those exceed the gateway's calls, so that they must be calls which the gateway did not see.
  package var excessServiceRecords: Int64 = 0
  /// Calls left out because another source, without a common id, tells of them too.
  package var copiesLeftOut: Int64 = 0
  /// Calls counted though they may be such copies.
  package var copiesSuspected: Int64 = 0
  /// Calls priced as `global` because nobody said what their deployment is.
  package var assumedDeploymentType: Int64 = 0

  package init() {}

  /// True when nothing is missing or in doubt: every call is priced, no record was lost, no call may be counted twice.
  package var complete: Bool {
    unpriced == 0 && unmetered == 0 && rejectedRecords == 0 && excessServiceRecords == 0
      && copiesSuspected == 0
  }
}
