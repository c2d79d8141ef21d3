import ChargebackModel
import Ingest
import ReportWriters
import Store

/// An id of a call as the user gave it; any text.
struct CallId {
  let text: String

  /// Longer than any id that a call can have; a longer one is not even looked up.
  private static let longest = 1024

  init(_ text: String) {
    // As it comes out of a file or another program.
    let trimmed = text.drop(while: \.isWhitespace)
    self.text = String(trimmed.prefix(trimmed.count - trimmed.reversed().prefix(while: \.isWhitespace).count))
  }

  /// Fit for a sentence.
  var shown: String {
    let start = String(text.prefix(60)).visible
    return text.count > 60 ? start + "…" : start
  }

  /// A call that the id belongs to, and the kinds of id that it is there.
  struct Found {
    let id: Int64
    var kinds: [String]
  }

  /// - Throws: a `Failure` where no call is known by it.
  func calls(_ store: Store, _ mappings: [Mapping], _ global: GlobalOptions) throws -> [Found] {
    guard !text.isEmpty else { throw Failure.usage("name an id of the call") }
    var found: [Int64: [String]] = [:]
    if text.utf8.count <= CallId.longest {
      let kinds: [CallKey.Kind] = [.messageId, .apimRequestId, .responseId]
      let keys = kinds.map { CallKey($0, text) }
      let calls = try store.calls(named: keys)
      for key in keys { if let id = calls[key] { found[id, default: []].append("\(key.kind)") } }
    }
    var searched = ""
    if found.isEmpty, let search = try RequestIdSearch(text, mappings: mappings) {
      let (calls, files) = try search.run(store)
      for id in calls { found[id] = ["xRequestId"] }
      searched = "; nor is it the x-request-id of a record in the \(Int64(files).counted("file")) still there"
    }
    guard !found.isEmpty else {
      throw Failure.world("\(store.path): no call is known by the id \"\(shown)\"\(searched)")
    }
    return found.sorted { $0.key < $1.key }.map { Found(id: $0.key, kinds: $0.value) }
  }
}
