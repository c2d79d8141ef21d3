import ChargebackModel
import Crypto
import Foundation
import Store

/// Reads log files into the database.
package struct Importer {
  private let store: Store
  private let formats: [any RecordFormat]
  private let dateOrder: DateOrder?
  private let mappingsFirst: Bool
  /// Called now and then with the file being read and the bytes of it read so far.
  package var progress: (InputFile, Int64) -> Void = { _, _ in }

  /// Records that are joined in one transaction.
  private static let batchSize = 20_000

  /// - Parameters:
  ///   - format: the name of the only format to use; nil to try all.
  ///   - mappings: of an organisation's own events, tried before all other formats.
  ///   - dateOrder: of the dates in CSV files; nil to find it out from each.
  /// - Throws: `UnknownFormat`.
  package init(_ store: Store, format: String? = nil, mappings: [Mapping] = [], dateOrder: DateOrder? = nil) throws {
    self.store = store
    self.dateOrder = dateOrder
    formats = try SourceFormats.chosen(format, mappings)
    mappingsFirst = !mappings.isEmpty
  }

  package struct UnknownFormat: Error {}

  /// - Throws: `UnknownFormat` where no format has that name.
  package static func refuseUnknown(_ format: String?, _ mappings: [Mapping]) throws {
    _ = try SourceFormats.chosen(format, mappings)
  }

  package func run(_ files: [InputFile]) throws -> IngestSummary {
    let run = ImportRun(store, formats, mappingsFirst: mappingsFirst)
    let walk = InputWalk(
      formats: formats, dateOrder: dateOrder, progress: progress,
      take: { path, records, progress in try FileImport(path, records, run, progress).run() },
      note: { run.summary.issues.append($0) })
    try walk.run(files)
    run.summary.issues += run.pages.issues
    try store.importBatch { writer in
      for part in run.bodies.rest() { try run.summary.giveUp(part, writer) }
    }
    return run.summary
  }

  /// One file on its way into the database.
  private final class FileImport {
    private let path: String
    /// Nil for what is neither text nor anything else that can be read.
    private let records: (any RecordSource)?
    private let context: ImportRun
    private let progress: () -> Void
    private var file: IngestSummary.File
    private var issues: IssueList
    private var unknown = UnknownShapes()
    private let missingAnswer = MissingAnswer()
    private var newCalls: Int64 = 0
    private var used: Set<String> = []
    /// The format of the last record: most files hold one kind.
    private var latest: (any RecordFormat)?

    init(_ path: String, _ records: (any RecordSource)?, _ context: ImportRun, _ progress: @escaping () -> Void) {
      self.path = path
      self.records = records
      self.context = context
      self.progress = progress
      file = IngestSummary.File(path: path)
      issues = IssueList(path: path)
    }

    func run() throws {
      if let records {
        try read(records)
        for issue in unknown.issues(path: path) { issues.append(issue) }
        if used.isEmpty, !isExplained(records) {
          let what =
            file.balance.records == 0
            ? "the file holds no records" : "the file holds no record of a format that is known"
          issues.append(Issue(.nothingKnown, path: path, what))
        }
      } else {
        issues.append(
          Issue(.nothingKnown, path: path, "the file is no text in UTF-8 or UTF-16, so nothing of it was read"))
      }
      file.formats = used.sorted()
      file.balance.bytes = records?.consumed ?? 0
      progress()
      context.summary.files.append(file)
      context.summary.totals += file.balance
      context.summary.newCalls += newCalls
      context.summary.add(issues)
    }

    /// Whether nothing need be said about a file of which no record is known.
    private func isExplained(_ records: any RecordSource) -> Bool {
      issues.kept.contains { $0.code == .ambiguousDate }
        || records.mayBeEmpty && file.balance.records == file.balance.ignored
    }

    private func read(_ records: any RecordSource) throws {
      var more = true
      while more {
        more = try context.store.importBatch { writer in
          for _ in 0..<Importer.batchSize {
            guard let item = try records.next() else { return false }
            try take(item, writer)
          }
          return true
        }
        progress()
      }
    }

    private func take(_ item: ScannedItem, _ writer: CallWriter) throws {
      switch item {
      case .notice(let code, let place, let message):
        issues.append(Issue(code, path: path, place: place, message))
      case .page(let hasNext, let place):
        context.pages.take(hasNext: hasNext, path: path, place: place)
      case .nothing:
        file.balance.ignored += 1
      case .broken(let rejection, let place, let text):
        if let record = missingAnswer.mended(text) { return try take(record, place, writer) }
        try reject(rejection, place: place, digest: Data(SHA256.hash(data: text).prefix(16)), writer)
      case .record(let record, let place):
        try take(record, place, writer)
      }
    }

    private func take(_ record: Record, _ place: String, _ writer: CallWriter) throws {
      guard let format = format(of: record) else {
        file.balance.rejected += 1
        unknown.take(record, place: place)
        _ = try writer.reject(digest: Data(record.digest.utf8), code: .unknownRecord)
        return
      }
      used.insert(format.name)
      do {
        switch try format.read(record) {
        case .ignored:
          file.balance.ignored += 1
        case .event(let event):
          count(isNew: try writer.keep(event))
        case .aggregates(let sums):
          count(isNew: try sums.filter { try writer.keep($0) }.count > 0)
        case .piece(let piece):
          let whole = context.bodies.add(piece, path: path, place: place)
          let fragment = try whole.flatMap { text throws(Rejection) in try piece.body.fragment(text, record.nested) }
          count(isNew: try merge(piece.fragment.timed(by: record), format, writer))
          if let fragment { _ = try merge(fragment, format, writer) }
        case .fragment(let untimed, let notices):
          let fragment = untimed.timed(by: record)
          for notice in notices + FileImport.notices(fragment.call) {
            issues.append(Issue(notice.code, path: path, place: place, notice.message))
          }
          count(isNew: try merge(fragment, format, writer))
        }
      } catch let rejection as Rejection {
        try reject(rejection, place: place, digest: Data(record.digest.utf8), writer)
      }
    }

    /// False if all of it was known.
    private func merge(_ fragment: CallFragment, _ format: any RecordFormat, _ writer: CallWriter) throws -> Bool {
      var fragment = fragment
      fragment.call.profile.sources = [format.name]
      if let total = fragment.undividedTotal { _ = try writer.keep(total) }
      guard case .merged(let calls) = try writer.merge(fragment) else { return false }
      newCalls += Int64(calls)
      return true
    }

    private func count(isNew: Bool) {
      if isNew { file.balance.merged += 1 } else { file.balance.duplicates += 1 }
    }

    private static func notices(_ call: Call) -> [Rejection] {
      guard call.time == nil else { return [] }
      return [
        Rejection(.missingTime, "the record bears no time: unless another record of its call does, no period counts it")
      ]
    }

    private func reject(_ rejection: Rejection, place: String, digest: Data, _ writer: CallWriter) throws {
      file.balance.rejected += 1
      issues.append(Issue(rejection.code, path: path, place: place, rejection.message))
      _ = try writer.reject(digest: digest, code: rejection.code)
    }

    private func format(of record: Record) -> (any RecordFormat)? {
      if let latest, !context.mappingsFirst, latest.recognises(record) { return latest }
      latest = context.formats.first { $0.recognises(record) } ?? latest
      return latest.flatMap { $0.recognises(record) ? $0 : nil }
    }
  }
}
