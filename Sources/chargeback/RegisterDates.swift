import ChargebackModel

/// The two date cells that end a row of a register.
enum RegisterDates {
  static func cells(_ span: DatedSpan) -> [String] {
    [span.effectiveFrom, span.effectiveTo].map { $0?.date.description ?? "" }
  }
}
