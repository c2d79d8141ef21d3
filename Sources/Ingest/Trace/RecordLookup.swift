import ChargebackModel
import Store

/// Reads the records of a call again, from the files that they stood in, by the same readers as an import.
package struct RecordLookup {
  private let formats: [any RecordFormat]
  private let readsContent: Bool

  /// - Parameters:
  ///   - mappings: of an organisation's own events, which an import had too.
  ///   - readsContent: whether prompts and answers are wanted.
  package init(mappings: [Mapping] = [], readsContent: Bool = false) throws {
    formats = try SourceFormats.chosen(nil, mappings)
    self.readsContent = readsContent
  }

  /// The records of a call, by path, member and place. One whose file has changed is not read: what stands in it now may be
  /// another's.
  package func records(of call: Int64, _ store: Store) throws -> [FoundRecord] {
    let trail = try store.trail(of: call)
    var found: [TrailRecord: FoundRecord] = [:]
    for (path, records) in Dictionary(grouping: trail, by: \.input.path) {
      let identity = FileIdentity.digest(path: path)
      var unchanged: [TrailRecord] = []
      for record in records {
        if record.input.identity != nil, record.input.identity == identity {
          unchanged.append(record)
        } else {
          var lost = FoundRecord(record)
          lost.state = record.input.identity == nil ? .streamed : identity == nil ? .gone : .changed
          found[record] = lost
        }
      }
      for record in read(path, unchanged) { found[record.record] = record }
    }
    let owners = try store.calls(named: Array(Set(found.values.flatMap(\.keys))))
    return trail.compactMap { found[$0] }.map { verified($0, of: call, owners) }
  }

  /// Without what is said there of another call.
  private func verified(_ found: FoundRecord, of call: Int64, _ owners: [CallKey: Int64]) -> FoundRecord {
    guard found.state == .read, !found.keys.contains(where: { owners[$0] == call }) else { return found }
    var lost = FoundRecord(found.record)
    let known = Set(formats.map(\.name))
    lost.state = found.record.input.formats.sorted().first { !known.contains($0) }.map { .unmapped($0) } ?? .replaced
    return lost
  }

  // MARK: Reading

  /// Thrown where everything has been found, for an input need not be read to its end.
  private struct AllFound: Error {}

  private func read(_ path: String, _ records: [TrailRecord]) -> [FoundRecord] {
    guard !records.isEmpty else { return [] }
    var found = Dictionary(uniqueKeysWithValues: records.map { (Place($0), FoundRecord($0)) })
    var missing = Set(found.keys)
    // Another format may recognise a record too; the one that read it comes first.
    let used = records.reduce(into: Set<String>()) { $0.formUnion($1.input.formats) }
    let formats = formats.filter { used.contains($0.name) } + formats.filter { !used.contains($0.name) }
    let bodies = BodyAssembly()
    let contents = BodyAssembly()
    let walk = InputWalk(
      formats: self.formats, dateOrder: records[0].input.dateOrder.flatMap(DateOrder.init),
      take: { input, items, _ in
        let member = String(input.dropFirst(path.count))
        guard let items, missing.contains(where: { $0.member == member }) else { return }
        let explainer = FileExplainer(path: input, formats: formats, bodies: bodies) { explanation in
          found[Place(member: member, place: explanation.place)]?.says.append(explanation)
        }
        while let (record, text) = try items.nextRecord(explainer.missingAnswer) {
          let place = Place(member: member, place: text)
          guard missing.remove(place) != nil else { continue }
          try explainer.explain(record, text)
          if readsContent { found[place]?.content = content(record, formats, contents, input, text) }
          if missing.isEmpty { throw AllFound() }
        }
      }, note: { _ in })
    do {
      try walk.run([InputFile(path: path, size: nil)])
    } catch is AllFound {
    } catch {
      let reason = (error as? FileFailure)?.reason ?? "\(error)"
      for place in missing { found[place]?.state = .unreadable(reason) }
    }
    return Array(found.values)
  }

  private struct Place: Hashable {
    let member: String
    let place: String

    init(member: String, place: String) {
      self.member = member
      self.place = place
    }

    init(_ record: TrailRecord) { self.init(member: record.input.member, place: record.place) }
  }

  /// The record's own texts; of a piece of a body those of the whole, beside the last of its pieces.
  private func content(
    _ record: Record, _ formats: [any RecordFormat], _ bodies: BodyAssembly, _ path: String, _ place: String
  ) -> CallContent {
    let format = formats.first { $0.recognises(record) }
    guard case .piece(let piece)? = try? format?.read(record) else { return CallContent(record) }
    guard let body = bodies.add(piece, path: path, place: place) else { return CallContent(body: "", record.nested) }
    return CallContent(body: body, record.nested)
  }
}

extension RecordSource {
  /// The next record, with its place; nil at the end of the input. What is no record is passed over.
  fileprivate func nextRecord(_ missingAnswer: MissingAnswer) throws -> (Record, place: String)? {
    while let item = try next() {
      switch item {
      case .record(let record, let place): return (record, place)
      case .broken(_, let place, let text):
        if let record = missingAnswer.mended(text) { return (record, place) }
      case .notice, .page, .nothing: continue
      }
    }
    return nil
  }
}
