/// HTTP statuses by the names that .NET gives them, as Azure's logs write them.
enum HTTPStatus {
  /// `Forbidden` is `403`; nil for a name that none of these has.
  static func code(ofName name: String) -> String? { names[name.lowercased()] }

  static func isOne(_ text: String) -> Bool {
    Int(text).map { (100...599).contains($0) } == true && text.utf8.count == 3
  }

  private static let names = [
    "ok": "200", "created": "201", "accepted": "202", "nocontent": "204", "badrequest": "400", "unauthorized": "401",
    "forbidden": "403", "notfound": "404", "conflict": "409", "preconditionfailed": "412", "toomanyrequests": "429",
    "internalservererror": "500", "badgateway": "502", "serviceunavailable": "503", "gatewaytimeout": "504",
  ]
}
