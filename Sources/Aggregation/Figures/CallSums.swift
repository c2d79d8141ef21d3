import ChargebackModel
import Store

extension CallGroups {
  /// Hands over how many calls each row has, by profile, from the sums that the database keeps; second copies left out.
  mutating func countCalls(
    _ store: Store, _ basis: CallBasis, _ take: (_ row: Int, _ profileId: Int64, _ calls: Int64) -> Void
  ) throws(StoreFailure) {
    let edges = slices.edges
    let copies = try store.sums(between: edges, of: basis.copies)
    try store.eachPart(between: edges, without: copies) { sum in
      if let row = row(at: edges[sum.slice].milliseconds, sum.profileId) { take(row, sum.profileId, sum.calls) }
    }
  }
}
