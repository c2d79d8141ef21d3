import ChargebackModel
import Store

extension CallGroups {
  /// Hands over how many calls each row has, by profile, from the sums that the database keeps; second copies left out.
  mutating func countCalls(
    _ store: Store, _ basis: CallBasis, _ take: (_ row: Int, _ profileId: Int64, _ calls: Int64) -> Void
  ) throws(StoreFailure) {
    let moments = edges.map(Instant.init(milliseconds:))
    let copies = try store.sums(between: moments, of: basis.copies)
    for sum in try store.sums(between: moments).subtracting(copies).sums {
      if let row = row(at: edges[sum.slice], sum.profileId) { take(row, sum.profileId, sum.calls) }
    }
  }
}
