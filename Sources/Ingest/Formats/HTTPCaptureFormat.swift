import ChargebackModel

/// Calls that somebody wrote down as text: headers that a program printed, dumps of HTTP messages, Fiddler's sessions.
///
/// Sources: httpx and requests (`Headers({…})`, `{…}` as Python prints them, also hard-wrapped in the middle of a word);
/// `curl -i` and `curl -v`; RFC 9112; Fiddler's session archives (`raw/1_c.txt` and `raw/1_s.txt` in a zip).
///
/// - Headers alone name the call (`apim-request-id`), region and time, and hold no tokens.
/// - Keys and tokens of request headers are dropped here: what is kept is a fingerprint and the token's claims.
/// - A request without an answer is passed over: nobody knows whether the service saw it.
struct HTTPCaptureFormat: RecordFormat {
  let name = "http-capture"
  let summary = "HTTP calls as text: printed response headers, dumps of messages (curl -i, -v), Fiddler's SAZ"

  func recognises(_ record: Record) -> Bool { record.has("captured response headers") }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    let url = record["captured url"]?.text
    let response = HTTPCaptureFormat.headers(record["captured response headers"])
    if url == nil, response.apimRequestId == nil {
      throw Rejection(.missingKey, "the headers bear no apim-request-id, so that nothing tells their call")
    }
    let exchange = LoggedExchange(
      method: record["captured method"]?.text ?? "", target: "", status: record["captured status"]?.text,
      time: response["date"].flatMap(TimestampText.parse),
      request: HTTPCaptureFormat.headers(record["captured request headers"]), response: response,
      question: record["captured request body"], answer: record["captured response body"])
    return try ClientExchange(url: url.map(RequestURL.init), exchange: exchange)
      .reading(nested: record.nested, digest: record.digest)
  }

  private static func headers(_ field: Field?) -> HTTPHeaders {
    var headers = HTTPHeaders()
    for line in field?.text?.split(separator: "\n") ?? [] {
      if let header = HeaderLine(line) { headers.add(header.name, header.value) }
    }
    return headers
  }
}
