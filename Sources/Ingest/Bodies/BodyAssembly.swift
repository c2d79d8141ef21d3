import ChargebackModel
import Store

/// Puts answers together from their pieces, in whatever order and from whatever files of one run they come.
final class BodyAssembly {
  /// Text held at a time, in bytes. Beyond it the answers held longest are given up.
  private let limit: Int

  /// An answer that is not whole yet.
  struct Part {
    let body: BodyPiece.Body
    /// Of the first piece that was read.
    let path: String
    let place: String
    fileprivate var pieces: [Int: String] = [:]

    var missing: Int { body.total - pieces.count }

    /// The text up to the first missing piece.
    var beginning: String { (0..<body.total).prefix { pieces[$0] != nil }.map { pieces[$0]! }.joined() }

    fileprivate var size: Int { pieces.values.reduce(0) { $0 + $1.utf8.count } }
  }

  private var parts: [BodyPiece.Body: Part] = [:]
  /// In the order of reading.
  private var held: [BodyPiece.Body] = []
  private var givenUp: [Part] = []
  private var done: Set<BodyPiece.Body> = []
  private var size = 0

  init(limit: Int = 64 << 20) { self.limit = limit }

  /// Keeps a piece; one that was read before is left out.
  /// - Returns: the whole text, if this was the last piece that was missing.
  func add(_ piece: BodyPiece, path: String, place: String) -> String? {
    let body = piece.body
    guard !done.contains(body) else { return nil }
    if parts[body] == nil { held.append(body) }
    var part = parts[body] ?? Part(body: body, path: path, place: place)
    guard part.pieces[piece.index] == nil else { return nil }
    part.pieces[piece.index] = piece.text
    parts[body] = part
    size += piece.text.utf8.count
    if part.missing == 0 {
      forget(body)
      return part.beginning
    }
    while size > limit, let longest = held.first { givenUp.append(forget(longest)) }
    return nil
  }

  /// The answers of which pieces are missing, in the order of reading.
  func rest() -> [Part] { givenUp + held.compactMap { parts[$0] } }

  @discardableResult
  private func forget(_ body: BodyPiece.Body) -> Part {
    let part = parts.removeValue(forKey: body)!
    held.removeAll { $0 == body }
    done.insert(body)
    size -= part.size
    return Part(body: body, path: part.path, place: part.place)
  }
}

extension IngestSummary {
  /// Says that pieces of an answer are missing, and keeps what its beginning tells.
  mutating func giveUp(_ part: BodyAssembly.Part, _ writer: CallWriter) throws {
    issues.append(
      Issue(
        .cutShort, path: part.path, place: part.place,
        "the record is one of \(part.body.total) pieces of a body, and \(part.missing) were not read with it: "
          + "ingest all files of that time in one run"))
    // Impossible counts in half an answer say nothing.
    guard let fragment = try? part.body.fragment(part.beginning, NestedJSON()) else { return }
    if case .merged(let calls) = try writer.merge(fragment) { newCalls += Int64(calls) }
  }
}
