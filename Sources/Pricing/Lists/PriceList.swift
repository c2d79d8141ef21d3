import ChargebackModel

/// A list of prices that someone else wrote, brought into rows of a price table.
///
/// Nothing is lost silently: every price of the list is counted once in `balance`, and whatever of Azure OpenAI was not taken
/// is named in `remarks` or `asides`.
package struct PriceList: Sendable {
  package var rows: [PriceRow] = []
  /// Why nothing of the list may be used: no such list, pages missing, two currencies.
  package var problems: [Issue] = []
  /// Prices that were not understood, are contradicted or zero, each with its place and the reason.
  package var remarks: [Issue] = []
  /// Prices that were understood and are not of a call of a model, each with its place.
  package var asides: [Issue] = []
  package var balance = PriceListBalance()

  package init() {}

  package init(problem: Issue) { problems = [problem] }
}
