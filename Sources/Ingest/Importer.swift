import ChargebackModel
import Foundation
import Store

/// Reads log files into the database.
package struct Importer {
  private let store: Store
  private let formats: [any RecordFormat]
  private let dateOrder: DateOrder?
  /// Called now and then with the file being read and the bytes of it read so far.
  package var progress: (InputFile, Int64) -> Void = { _, _ in }
  /// Raise it to end the import.
  package let stop = StopSign()
  /// When the run begins, in seconds since 1970: an input that changed a moment before is not remembered.
  var now = Date().timeIntervalSince1970

  /// - Parameters:
  ///   - format: the name of the only format to use; nil to try all.
  ///   - mappings: of an organisation's own events, tried before all other formats.
  ///   - dateOrder: of the dates in CSV files; nil to find it out from each.
  /// - Throws: `UnknownFormat`.
  package init(_ store: Store, format: String? = nil, mappings: [Mapping] = [], dateOrder: DateOrder? = nil) throws {
    self.store = store
    self.dateOrder = dateOrder
    formats = try SourceFormats.chosen(format, mappings)
  }

  package struct UnknownFormat: Error {}

  /// - Throws: `UnknownFormat` where no format has that name.
  package static func refuseUnknown(_ format: String?, _ mappings: [Mapping]) throws {
    _ = try SourceFormats.chosen(format, mappings)
  }

  package func run(_ files: [InputFile]) throws -> IngestSummary {
    let joining = Joining(store)
    let run = ImportRun(joining, formats)
    run.stop = stop
    let walk = InputWalk(
      formats: formats, dateOrder: dateOrder, progress: progress,
      take: { path, records, progress in try FileImport(path, records, run, progress).run() },
      note: { run.summary.issues.append($0) }, stop: stop)
    do {
      let known = try KnownFiles(files, store, rules: rules, now: now)
      for file in files {
        if stop.isRaised { throw Interrupted() }
        try read(file, walk, run, known)
      }
    } catch is Interrupted {
      // Pieces whose other pieces were not read are no broken answers: the next run reads them again.
      run.summary.isInterrupted = true
      run.summary.take(try joining.finish())
      return run.summary
    } catch {
      // What was read before is kept.
      _ = try joining.finish()
      throw error
    }
    run.summary.take(try joining.finish())
    run.summary.issues += run.pages.issues
    try store.importBatch { writer in
      for part in run.bodies.rest() { try run.summary.giveUp(part, writer) }
    }
    return run.summary
  }

  private func read(_ file: InputFile, _ walk: InputWalk, _ run: ImportRun, _ known: KnownFiles) throws {
    let (firstFile, firstIssue) = (run.summary.files.count, run.summary.issues.count)
    let firstMore = run.summary.moreIssues.count
    if let reading = known.reading(of: file) {
      reading.tell(file.path, &run.summary)
      run.summary.markAsOld(from: firstIssue, firstMore)
      run.recordsGiven += run.summary.files[firstFile...].map { _ in 0 }
      return
    }
    run.hasParts = false
    run.input = ImportedInput(file, identity: known.identity(of: file), dateOrder, now: now)
    try walk.run([file])
    guard !run.hasParts,
      let reading = FileReading(
        file.path, files: Array(run.summary.files[firstFile...]), records: Array(run.recordsGiven[firstFile...]),
        issues: Array(run.summary.issues[firstIssue...]), more: Array(run.summary.moreIssues[firstMore...])),
      let step = known.remembrance(of: file, reading)
    else { return }
    try run.joining.give(JoiningPortion(file: firstFile, steps: [step], calls: [], endsBatch: true))
  }

  /// All that decides what becomes of a record.
  var rules: String { "\(formats.map { "\($0)" }) \(dateOrder.map { "\($0)" } ?? "")" }
}
