import ChargebackModel
import Store

extension CallGroups {
  private struct Use: Hashable {
    let row: Int
    let profileId: Int64
  }

  /// Hands over how many calls each row has, by profile, from the sums that the database keeps, in no particular
  /// order; second copies left out.
  mutating func countCalls(
    _ store: Store, _ basis: CallBasis, _ take: (_ row: Int, _ profileId: Int64, _ calls: Int64) -> Void
  ) throws(StoreFailure) {
    let edges = slices.edges
    let copies = try store.sums(between: edges, of: basis.copies)
    var counts: [Use: Int64] = [:]
    // In parts, of which some take calls away.
    try store.eachPart(between: edges, without: copies) { sum in
      if let row = row(at: edges[sum.slice].milliseconds, sum.profileId) {
        counts[Use(row: row, profileId: sum.profileId), default: 0] += sum.calls
      }
    }
    for (use, calls) in counts where calls > 0 { take(use.row, use.profileId, calls) }
  }
}
