/// A value of a table whose columns may hold anything, as the answer to a query does.
package enum TableValue: Hashable, Sendable {
  /// Not known, or nothing.
  case null
  case integer(Int64)
  /// Good for comparing and ordering; amounts that must be exact are `text`.
  case real(Double)
  case text(String)

  package init(_ text: String?) { self = text.map(TableValue.text) ?? .null }
  package init(_ number: Int64?) { self = number.map(TableValue.integer) ?? .null }
}
