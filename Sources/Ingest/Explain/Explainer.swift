import ChargebackModel

/// Reads the records of files and tells what becomes of each. Writes nothing anywhere.
package struct Explainer {
  private let formats: [any RecordFormat]
  private let dateOrder: DateOrder?

  /// - Throws: `Importer.UnknownFormat`.
  package init(format: String? = nil, mappings: [Mapping] = [], dateOrder: DateOrder? = nil) throws {
    formats = try SourceFormats.chosen(format, mappings)
    self.dateOrder = dateOrder
  }

  /// - Parameters:
  ///   - limit: how many records of each file, or of each member of an archive; nil for all.
  ///   - show: called with what became of each record, in the order of reading.
  package func run(_ files: [InputFile], records limit: Int?, show: (Explanation) throws -> Void) throws {
    let bodies = BodyAssembly()
    try withoutActuallyEscaping(show) { show in
      let walk = InputWalk(
        formats: formats, dateOrder: dateOrder,
        take: { path, records, _ in
          guard let records else {
            return try show(Explanation(Issue(.nothingKnown, path: path, "the file is no text in UTF-8 or UTF-16")))
          }
          try FileExplainer(path: path, formats: formats, bodies: bodies, show: show).run(records, limit)
        }, note: { try show(Explanation($0)) })
      try walk.run(files)
    }
  }
}

/// The records of one file.
struct FileExplainer {
  let path: String
  let formats: [any RecordFormat]
  let bodies: BodyAssembly
  let show: (Explanation) throws -> Void
  let missingAnswer = MissingAnswer()

  func run(_ records: any RecordSource, _ limit: Int?) throws {
    var count = 0
    while count < limit ?? .max, let item = try records.next() {
      switch item {
      case .record(let record, let place): try explain(record, place)
      case .broken(let rejection, let place, let text):
        if let record = missingAnswer.mended(text) {
          try explain(record, place)
        } else {
          try show(Explanation(path: path, place: place, outcome: .rejected, message: rejection.message))
        }
      case .notice(_, let place, let message):
        try show(Explanation(path: path, place: place, outcome: .notice, message: message))
      case .page, .nothing: continue
      }
      count += 1
    }
    if count == 0 { try show(Explanation(Issue(.nothingKnown, path: path, "the file holds no records"))) }
  }

  func explain(_ record: Record, _ place: String) throws {
    guard let format = formats.first(where: { $0.recognises(record) }) else {
      return try show(
        Explanation(
          path: path, place: place, outcome: .unknown,
          message: "no format knows this record; its fields are \(UnknownShapes.shape(record))"))
    }
    var result = Explanation(path: path, place: place, format: format.name, outcome: .ignored)
    var whole: Explanation?
    do throws(Rejection) {
      let reading = try format.read(record)
      result.take(reading, record)
      if case .piece(let piece) = reading { whole = try assembled(piece, place, record) }
    } catch {
      result.outcome = .rejected
      result.message = error.message
    }
    try show(result)
    if let whole { try show(whole) }
  }

  /// The answer whose last missing piece this is; nil where others are still missing.
  private func assembled(_ piece: BodyPiece, _ place: String, _ record: Record) throws(Rejection) -> Explanation? {
    guard let text = bodies.add(piece, path: path, place: place),
      let fragment = try piece.body.fragment(text, record.nested)
    else { return nil }
    return Explanation(
      path: path, place: place, format: piece.body.format, outcome: .call,
      message: "the answer put together from \(piece.body.total) pieces", lines: fragment.lines, keys: fragment.keys)
  }
}

extension Explanation {
  fileprivate init(_ issue: Issue) {
    self.init(path: issue.path, place: issue.place, outcome: .notice, message: issue.message)
  }

  fileprivate mutating func take(_ reading: RecordReading, _ record: Record) {
    switch reading {
    case .ignored: message = "a sound record of something that is no inference call"
    case .fragment(let fragment, let notices):
      outcome = .call
      message = notices.map(\.message).joined(separator: "; ")
      lines = fragment.timed(by: record).lines
      keys = fragment.keys
    case .piece(let piece):
      outcome = .part
      lines = [Line("part", "\(piece.index + 1) of \(piece.body.total)")] + piece.fragment.timed(by: record).lines
      keys = piece.fragment.keys
    case .event(let event):
      outcome = .event
      lines = event.lines
    case .aggregates(let sums):
      outcome = .sums
      lines = sums.flatMap(\.lines)
    }
  }
}
