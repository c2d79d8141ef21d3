/// The columns of a customer's price sheet.
///
/// Source: Microsoft Learn, "Enterprise Agreement price sheet schema" and "Microsoft Customer Agreement price sheet schema",
/// versions 2023-05-01; older sheets write the same names with blanks.
enum PriceSheet {
  /// One spelling for `Unit of Measure`, `UnitOfMeasure` and `unitOfMeasure`.
  static func columnName(_ header: String) -> String { header.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// Columns without which a table is no price sheet.
  static let required: Set = ["metername", "unitofmeasure", "unitprice"]
}
