import ChargebackModel
import Foundation

/// Entries of an HTTP archive: what a browser, a proxy or a test tool saw of a client's calls.
///
/// Source: HAR 1.2 (softwareishard.com, "HAR 1.2 Spec"; W3C web performance group's draft): `log.entries[]`.
///
/// - Holds the client's keys and tokens, and prompts: of a token only the claims are kept, of a key a fingerprint.
/// - Addresses that are not Azure OpenAI's, and a browser's `OPTIONS` before a call, are passed over; so is a call that
///   was given up before an answer came (status 0).
/// - An answer that is no text is in base64. Browsers often leave a stream's text out: its tokens are then unknown.
/// - `time` is what the client waited.
struct HARFormat: RecordFormat {
  let name = "har"
  let summary = "HTTP archives (HAR 1.2) of browsers and proxies: calls with caller, ids, region and answer"

  func recognises(_ record: Record) -> Bool {
    record.has("startedDateTime") && record["request"]?.record?.has("url") == true && record.has("response")
  }

  func read(_ record: Record) throws(Rejection) -> RecordReading {
    guard let request = record["request"]?.record, let response = record["response"]?.record else {
      throw Rejection(.malformed, "the record's request or response is no object")
    }
    let started = record["startedDateTime"]?.text
    let exchange = LoggedExchange(
      method: request["method"]?.text ?? "", target: "", status: response["status"]?.text,
      time: started.flatMap(TimestampText.parse), durationMs: record["time"]?.milliseconds(),
      request: HARFormat.headers(request), response: HARFormat.headers(response),
      question: request["postData"]?.record?["text"], answer: HARFormat.text(response["content"]?.record))
    return try ClientExchange(url: request["url"]?.text.map(RequestURL.init), exchange: exchange)
      // Not of the whole record: a program adds fields of its own when it saves the archive again.
      .reading(nested: record.nested, digest: "\(request.digest) \(response.digest) \(started ?? "")")
  }

  private static func headers(_ message: Record) -> HTTPHeaders {
    var headers = HTTPHeaders()
    for header in message["headers"]?.elements ?? [] {
      let header = header.record
      if let name = header?["name"]?.text, let value = header?["value"]?.text { headers.add(name, value) }
    }
    return headers
  }

  private static func text(_ content: Record?) -> Field? {
    guard let content, let field = content["text"] else { return nil }
    guard content["encoding"]?.text == "base64" else { return field }
    let data = field.text.flatMap { Data(base64Encoded: $0, options: .ignoreUnknownCharacters) }
    guard let data else { return nil }
    return Field(.text(String(decoding: data, as: UTF8.self)), nested: content.nested)
  }
}
