import ChargebackModel

/// Turns a finished report into text; computes nothing but the rounding of amounts for people.
///
/// The same report and style give the same bytes.
package protocol ReportWriter: Sendable {
  /// The whole text, with a line break at its end.
  func write(_ report: Report, style: Style) -> String
}
