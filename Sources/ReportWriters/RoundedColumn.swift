import ChargebackModel

/// A column of amounts rounded for print, so that printed rows add up to printed subtotals and those to the printed
/// total.
///
/// The total is rounded first, half away from zero; each level then shares what is printed above it by largest
/// remainder. No printed amount is a whole unit or more away from the exact one. Rows that do not add up exactly,
/// because the report shows only some of them, are each rounded alone: there is no sum that could be printed wrong.
struct RoundedColumn {
  /// For each row of the report, in units of 10^-`decimals`; nil where the amount is not known.
  private(set) var rows: [Int128?]
  let total: Int128?
  private let amounts: [Money?]
  private let decimals: Int

  init(_ report: Report, column: Int, decimals: Int, tree: RowTree) {
    func amount(_ cell: Report.Cell) -> Money? { if case .money(let money) = cell { money } else { nil } }
    self.decimals = decimals
    amounts = report.rows.map { amount($0.cells[column]) }
    rows = amounts.map { _ in nil }
    let exact = amount(report.totals[column])
    total = exact?.rounded(to: decimals)
    share(total, of: exact, among: tree.top, tree)
  }

  /// Prints `parts`, whose exact sum ought to be `exact`, which is printed as `printed`.
  private mutating func share(_ printed: Int128?, of exact: Money?, among parts: [Int], _ tree: RowTree) {
    let known = parts.filter { amounts[$0] != nil }
    let exactParts = known.compactMap { amounts[$0] }
    let shares =
      if let printed, let exact, RoundedColumn.sum(exactParts) == exact {
        Money.distribute(printed, over: exactParts, digits: decimals)
      } else {
        exactParts.map { $0.rounded(to: decimals) }
      }
    for (row, share) in zip(known, shares) { rows[row] = share }
    for row in parts {
      if let below = tree.parts[row] { share(rows[row], of: amounts[row], among: below, tree) }
    }
  }

  /// The exact sum; nil if it is too large for `Money`, and then no total can be equal to it.
  private static func sum(_ amounts: [Money]) -> Money? {
    amounts.reduce(Money.zero) { $0?.adding($1) }
  }
}
