import ChargebackModel
import Crypto
import Foundation
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads log files into the database. The only place that opens logs.
package struct Importer {
  private let store: Store
  private let formats: [any RecordFormat]
  /// Called now and then with the file being read and the bytes of it read so far.
  package var progress: (InputFile, Int64) -> Void = { _, _ in }

  /// Records that are joined in one transaction.
  private static let batchSize = 20_000

  /// - Parameter format: the name of the only format to use; nil to try all.
  /// - Throws: `UnknownFormat`.
  package init(_ store: Store, format: String? = nil) throws {
    self.store = store
    formats = SourceFormats.all.filter { format == nil || $0.name == format }
    if formats.isEmpty { throw UnknownFormat() }
  }

  package struct UnknownFormat: Error {}

  package func run(_ files: [InputFile]) throws -> IngestSummary {
    var summary = IngestSummary()
    for file in files {
      let descriptor = file == .standardInput ? 0 : open(file.path, O_RDONLY)
      guard descriptor >= 0 else { throw FileFailure(reason: "\(file.path): \(String(cString: strerror(errno)))") }
      defer { if descriptor != 0 { close(descriptor) } }
      do {
        try FileImport(file, descriptor, formats, store, progress).run(into: &summary)
      } catch let failure as FileFailure {
        throw FileFailure(reason: "\(file.path): \(failure.reason)")
      }
    }
    return summary
  }

  /// One file on its way into the database.
  private final class FileImport {
    private let input: InputFile
    private let window: ByteWindow
    private let formats: [any RecordFormat]
    private let store: Store
    private let progress: (InputFile, Int64) -> Void
    private var file: IngestSummary.File
    private var issues: [Issue] = []
    private var newCalls: Int64 = 0
    private var used: Set<String> = []
    /// The format of the last record: most files hold one kind.
    private var latest: (any RecordFormat)?

    init(
      _ input: InputFile, _ descriptor: Int32, _ formats: [any RecordFormat], _ store: Store,
      _ progress: @escaping (InputFile, Int64) -> Void
    ) {
      self.input = input
      self.formats = formats
      self.store = store
      self.progress = progress
      window = ByteWindow(descriptor: descriptor)
      file = IngestSummary.File(path: input.path)
    }

    func run(into summary: inout IngestSummary) throws {
      if try isBinary() {
        issues.append(
          Issue(.nothingKnown, path: input.path, "the file is not UTF-8 text, so nothing of it was read"))
      } else {
        try readRecords()
        if used.isEmpty {
          let what =
            file.balance.records == 0
            ? "the file holds no records" : "the file holds no record of a format that is known"
          issues.append(Issue(.nothingKnown, path: input.path, what))
        }
      }
      file.formats = used.sorted()
      file.balance.bytes = window.consumed
      progress(input, window.consumed)
      summary.files.append(file)
      summary.totals += file.balance
      summary.newCalls += newCalls
      summary.issues += issues
    }

    private func isBinary() throws -> Bool {
      _ = try window.ensure(4096)
      return window.bytes.prefix(4096).contains(0)
    }

    private func readRecords() throws {
      let formats = formats
      let scanner = RecordScanner(window) { header in formats.contains { $0.recognises(header) } }
      var more = true
      while more {
        more = try store.importBatch { writer in
          for _ in 0..<Importer.batchSize {
            guard let item = try scanner.next() else { return false }
            try take(item, writer)
          }
          return true
        }
        progress(input, window.consumed)
      }
    }

    private func take(_ item: ScannedItem, _ writer: CallWriter) throws {
      switch item {
      case .notice(let code, let place, let message):
        issues.append(Issue(code, path: input.path, place: place, message))
      case .broken(let rejection, let place, let text):
        try reject(rejection, place: place, digest: Data(SHA256.hash(data: text).prefix(16)), writer)
      case .record(let record, let place):
        try take(record, place, writer)
      }
    }

    private func take(_ record: Record, _ place: String, _ writer: CallWriter) throws {
      guard let format = format(of: record) else {
        let rejection = Rejection(
          .unknownRecord, "no format knows this record; its fields are \(FileImport.shape(record))")
        return try reject(rejection, place: place, digest: Data(record.digest.utf8), writer)
      }
      used.insert(format.name)
      do {
        switch try format.read(record) {
        case .ignored:
          file.balance.ignored += 1
        case .event(let event):
          count(isNew: try writer.keep(event))
        case .aggregate(let aggregate):
          count(isNew: try writer.keep(aggregate))
        case .fragment(var fragment, let notices):
          fragment.call.profile.sources = [format.name]
          for notice in notices + FileImport.notices(fragment.call) {
            issues.append(Issue(notice.code, path: input.path, place: place, notice.message))
          }
          switch try writer.merge(fragment) {
          case .duplicate: file.balance.duplicates += 1
          case .merged(let calls):
            file.balance.merged += 1
            newCalls += Int64(calls)
          }
        }
      } catch let rejection as Rejection {
        try reject(rejection, place: place, digest: Data(record.digest.utf8), writer)
      }
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
      issues.append(Issue(rejection.code, path: input.path, place: place, rejection.message))
      _ = try writer.reject(digest: digest, code: rejection.code)
    }

    private func format(of record: Record) -> (any RecordFormat)? {
      if let latest, latest.recognises(record) { return latest }
      latest = formats.first { $0.recognises(record) } ?? latest
      return latest.flatMap { $0.recognises(record) ? $0 : nil }
    }

    /// The names of a record's fields, for a person to tell us about; never a value.
    private static func shape(_ record: Record) -> String {
      let names = record.names.map { $0.prefix(40).filter { $0.isLetter || $0.isNumber || "-_. @[]".contains($0) } }
      return names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    }
  }
}
