/// Which cost a report shows: the values of `--cost`.
package enum CostBasis: String, CaseIterable, Hashable, Sendable {
  /// What the price list says.
  case list
  /// What is paid: the negotiated price where there is one, else the list price less its discount.
  case effective
}
