/// What the query services print around their rows.
///
/// Sources: Microsoft Learn, "Query V1 HTTP response", "Query V2 HTTP response" of Azure Data Explorer, and the Log
/// Analytics query API, whose tables have the same plan with names in small letters.
enum Kusto {
  /// The columns of a table: `name` in Log Analytics, `ColumnName` in Kusto.
  static func header(_ columns: JSONValue?) -> TableHeader {
    TableHeader(
      (columns?.elements ?? []).map { column in
        (column.member("name") ?? column.member("ColumnName"))?.string ?? column.string ?? ""
      })
  }

  /// Tables that the first version puts behind its results: their list, the query's status and properties.
  static func isBookkeeping(_ columns: TableHeader) -> Bool {
    let names = Set(columns.names)
    return names == ["Value"] || names.isSuperset(of: ["SeverityName", "StatusCode", "StatusDescription"])
      || names.isSuperset(of: ["Ordinal", "Kind", "Name", "PrettyName"])
  }

  /// Whether a member of an answer says that rows are missing.
  static func isIncomplete(_ name: String, _ value: JSONValue) -> Bool {
    switch name {
    case "error": value.isObject
    case "Exceptions", "OneApiErrors": !value.elements.isEmpty
    case "HasErrors", "Cancelled": value.bool == true
    default: false
    }
  }
}
