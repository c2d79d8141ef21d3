import ChargebackModel

/// Reads the first records of files and tells what became of each. Writes nothing anywhere.
package struct Explainer {
  private let formats: [any RecordFormat]
  private let dateOrder: DateOrder?

  /// - Throws: `Importer.UnknownFormat`.
  package init(format: String? = nil, mappings: [Mapping] = [], dateOrder: DateOrder? = nil) throws {
    formats = try SourceFormats.chosen(format, mappings)
    self.dateOrder = dateOrder
  }

  /// - Parameter limit: how many records of each file, or of each member of an archive.
  package func run(_ files: [InputFile], records limit: Int) throws -> [Explanation] {
    var found: [Explanation] = []
    let walk = InputWalk(
      formats: formats, dateOrder: dateOrder,
      take: { path, records, _ in found += try first(limit, of: records, path) },
      note: { found.append(Explanation($0)) })
    try walk.run(files)
    return found
  }

  private func first(_ limit: Int, of records: (any RecordSource)?, _ path: String) throws -> [Explanation] {
    guard let records else {
      return [Explanation(Issue(.nothingKnown, path: path, "the file is not UTF-8 text"))]
    }
    var found: [Explanation] = []
    while found.count < limit, let item = try records.next() {
      switch item {
      case .record(let record, let place):
        found.append(explanation(of: record, path, place))
      case .broken(let rejection, let place, _):
        found.append(Explanation(path: path, place: place, outcome: .rejected, message: rejection.message))
      case .notice(_, let place, let message):
        found.append(Explanation(path: path, place: place, outcome: .notice, message: message))
      case .page, .nothing: continue
      }
    }
    return found.isEmpty ? [Explanation(Issue(.nothingKnown, path: path, "the file holds no records"))] : found
  }

  private func explanation(of record: Record, _ path: String, _ place: String) -> Explanation {
    guard let format = formats.first(where: { $0.recognises(record) }) else {
      return Explanation(
        path: path, place: place, outcome: .unknown,
        message: "no format knows this record; its fields are \(UnknownShapes.shape(record))")
    }
    var result = Explanation(path: path, place: place, format: format.name, outcome: .ignored)
    do throws(Rejection) {
      result.take(try format.read(record))
    } catch {
      result.outcome = .rejected
      result.message = error.message
    }
    return result
  }
}

extension Explanation {
  fileprivate init(_ issue: Issue) {
    self.init(path: issue.path, place: issue.place, outcome: .notice, message: issue.message)
  }

  fileprivate mutating func take(_ reading: RecordReading) {
    switch reading {
    case .ignored: message = "a sound record of something that is no inference call"
    case .fragment(let fragment, let notices):
      outcome = .call
      message = notices.map(\.message).joined(separator: "; ")
      lines = fragment.lines
    case .piece(let piece):
      outcome = .part
      lines = [Line("part", "\(piece.index + 1) of \(piece.body.total)")] + piece.fragment.lines
    case .event(let event):
      outcome = .event
      lines = event.lines
    case .aggregates(let sums):
      outcome = .sums
      lines = sums.flatMap(\.lines)
    }
  }
}
