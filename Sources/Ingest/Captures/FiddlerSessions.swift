import ChargebackModel

/// The sessions of a Fiddler archive (SAZ): a zip with `raw/1_c.txt` (what the client sent) and `raw/1_s.txt` (what came
/// back) for each.
///
/// Source: Telerik's description of the SAZ format; `1_m.xml` (timings), `_index.htm` and `[Content_Types].xml` are not
/// looked at. Archives with a password are not read.
final class FiddlerSessions: RecordSource {
  /// A member of such an archive.
  struct Part {
    enum Side { case client, server, neither }
    let session: String
    let side: Side

    /// Nil for a member of any other archive.
    init?(_ path: String?) {
      let parts = (path ?? "").split { $0 == "/" || $0 == "\\" }
      if parts.count == 1, parts[0] == "_index.htm" || parts[0] == "[Content_Types].xml" {
        session = ""
        side = .neither
        return
      }
      guard parts.count == 2, parts[0].lowercased() == "raw", let dot = parts[1].lastIndex(of: ".") else { return nil }
      let name = parts[1][..<dot].split(separator: "_", omittingEmptySubsequences: false)
      guard name.count == 2, !name[0].isEmpty, name[0].allSatisfy(\.isNumber), name[1].count == 1 else { return nil }
      session = String(name[0])
      side = name[1] == "c" ? .client : name[1] == "s" ? .server : .neither
    }
  }

  /// The longest half of a session, in bytes.
  private static let longest = ByteWindow.limit
  /// Halves that wait for the other: mostly it is the next member but one.
  private static let patience = 64

  private let archive: Archive
  private let nested = NestedJSON()
  private var member: Archive.Member?
  private var waiting: [(session: String, exchange: CapturedText)] = []
  private(set) var consumed: Int64 = 0

  /// - Parameter first: the member that the archive stands at.
  init(_ archive: Archive, first: Archive.Member) {
    self.archive = archive
    member = first
  }

  var mayBeEmpty: Bool { true }

  func next() throws -> ScannedItem? {
    nested.reset()
    while let member {
      let item = try take(member)
      self.member = try archive.nextMember()
      if let item { return item }
    }
    return waiting.popLast().map(record)
  }

  private func take(_ member: Archive.Member) throws -> ScannedItem? {
    guard member.isFile, let part = Part(member.path), part.side != .neither else { return nil }
    if member.isEncrypted {
      return .notice(.nothingKnown, place: part.session, message: "the session is encrypted, so nothing of it was read")
    }
    guard let bytes = try FiddlerSessions.bytes(of: archive) else {
      return .notice(
        .tooLong, place: part.session, message: "the session is longer than \(FiddlerSessions.longest >> 20) MiB")
    }
    consumed += Int64(bytes.count)
    return join(HTTPMessage(bytes), part)
  }

  /// The exchange, as soon as both of its halves are known.
  private func join(_ message: HTTPMessage, _ part: Part) -> ScannedItem? {
    let known = waiting.firstIndex { $0.session == part.session }
    var exchange = known.map { waiting.remove(at: $0).exchange } ?? CapturedText()
    if part.side == .client {
      guard case .request(let method, let url) = message.start else { return nil }
      (exchange.method, exchange.url, exchange.requestHeaders) = (method, url, message.headers)
      exchange.requestBody = message.body ?? ""
      exchange.completeAddress()
    } else {
      if case .response(let status) = message.start { exchange.status = status }
      exchange.responseHeaders = message.headers
      exchange.responseBody = message.body ?? ""
    }
    if known != nil { return record((part.session, exchange)) }
    waiting.append((part.session, exchange))
    return waiting.count > FiddlerSessions.patience ? record(waiting.removeFirst()) : nil
  }

  private func record(_ half: (session: String, exchange: CapturedText)) -> ScannedItem {
    .record(half.exchange.record(nested), place: half.session)
  }

  /// The bytes of the member that an archive stands at; nil if they are too many.
  static func bytes(of archive: Archive) throws(FileFailure) -> [UInt8]? {
    var bytes: [UInt8] = []
    let part = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { part.deallocate() }
    while true {
      let got = try archive.read(into: part)
      if got == 0 { return bytes }
      bytes += part[..<got]
      if bytes.count > longest { return nil }
    }
  }
}
