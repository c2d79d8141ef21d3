import ChargebackModel
import Crypto
import Foundation
import Store

/// One file on its way into the database: what its records say is read here and joined on another thread.
final class FileImport {
  private let path: String
  /// Nil for what is neither text nor anything else that can be read.
  private let records: (any RecordSource)?
  private let context: ImportRun
  private let progress: () -> Void
  private var file: IngestSummary.File
  private var issues: IssueList
  private var unknown = UnknownShapes()
  private let missingAnswer = MissingAnswer()
  private var used: Set<String> = []
  /// The format of the last record: most files hold one kind.
  private var latest: Reader?
  private var steps: [JoiningStep] = []
  private var calls: [PlainCall] = []
  private var given: Int64 = 0

  /// A format with its name, as the calls that it tells of keep it.
  private struct Reader {
    let format: any RecordFormat
    let sources: Set<String>
    let lane: QuickLane?
    private let rivals: [MappedFormat]

    init(_ format: any RecordFormat, _ context: ImportRun) {
      self.format = format
      lane = context.lane(of: format)
      rivals = context.rivals(of: format)
      sources = [format.name]
    }

    /// Whether no format that comes before takes the record.
    func isFirst(for record: Record) -> Bool { !rivals.contains { $0.recognises(record) } }
  }

  /// Records that are joined in one transaction.
  private static let batchSize = 50_000
  /// Records that are handed over at a time.
  private static let portionSize = 200

  init(_ path: String, _ records: (any RecordSource)?, _ context: ImportRun, _ progress: @escaping () -> Void) {
    self.path = path
    self.records = records
    self.context = context
    self.progress = progress
    file = IngestSummary.File(path: path)
    issues = IssueList(path: path)
  }

  /// - Throws: `Interrupted`; what was read before is handed over, and stands in the summary.
  func run() throws {
    defer { progress() }
    if let records {
      try read(records)
      if context.stop.isRaised {
        conclude()
        throw Interrupted()
      }
      for issue in unknown.issues(path: path) { issues.append(issue) }
      if used.isEmpty, !isExplained(records) {
        let what =
          file.balance.records == 0 && given == 0
          ? "the file holds no records" : "the file holds no record of a format that is known"
        issues.append(Issue(.nothingKnown, path: path, what))
      }
    } else {
      issues.append(
        Issue(.nothingKnown, path: path, "the file is no text in UTF-8 or UTF-16, so nothing of it was read"))
    }
    conclude()
  }

  private func conclude() {
    file.formats = used.sorted()
    file.balance.bytes = records?.consumed ?? 0
    context.summary.files.append(file)
    context.recordsGiven.append(given)
    context.summary.add(issues)
  }

  /// Whether nothing need be said about a file of which no record is known.
  private func isExplained(_ records: any RecordSource) -> Bool {
    issues.kept.contains { $0.code == .ambiguousDate }
      || records.mayBeEmpty && file.balance.records == file.balance.ignored
  }

  private func read(_ records: any RecordSource) throws {
    var count = 0
    var isCut = false
    while true {
      if let lane = latest?.lane, let place = try records.nextPlain(lane) {
        // What comes behind the sign may be a record cut in the middle.
        if context.stop.isRaised { break }
        isCut = false
        take(lane.latest, place)
      } else {
        guard let item = try records.next(), !context.stop.isRaised else { break }
        if case .broken(let rejection, _, _) = item { isCut = rejection.code == .cutShort } else { isCut = false }
        take(item)
      }
      count += 1
      if count.isMultiple(of: FileImport.batchSize) {
        try give(endsBatch: true)
        progress()
      } else if steps.count >= FileImport.portionSize {
        try give(endsBatch: false)
      }
    }
    try give(endsBatch: true)
    if isCut, !context.stop.isRaised { noticeOpenHour() }
  }

  /// Azure Monitor appends to an hour's blob until the hour is over, and later.
  /// Source: Microsoft Learn, "Resource logs in Azure Monitor: send to Azure Storage" (`PT1H.json`).
  private func noticeOpenHour() {
    guard path.hasSuffix("PT1H.json") else { return }
    issues.append(
      Issue(
        .partialAnswer, path: path,
        "the hour was probably still being written when it was copied: copy it again, and ingest it again"))
  }

  private func give(endsBatch: Bool) throws {
    try context.joining.give(
      JoiningPortion(
        file: context.summary.files.count, steps: steps, calls: calls, profiles: context.takeNewProfiles(),
        endsBatch: endsBatch,
        input: context.input?.part(path, formats: used)))
    steps = []
    steps.reserveCapacity(FileImport.portionSize)
    calls = []
    calls.reserveCapacity(FileImport.portionSize)
  }

  private func take(_ item: ScannedItem) {
    switch item {
    case .notice(let code, let place, let message):
      issues.append(Issue(code, path: path, place: place, message))
    case .page(let hasNext, let place):
      context.hasParts = true
      context.pages.take(hasNext: hasNext, path: path, place: place)
    case .nothing:
      file.balance.ignored += 1
    case .broken(let rejection, let place, let text):
      if let record = missingAnswer.mended(text) { return take(record, place) }
      reject(rejection, place: place, digest: Data(SHA256.hash(data: text).prefix(16)))
    case .record(let record, let place):
      take(record, place)
    }
  }

  private func take(_ call: PlainCall, _ place: String) {
    steps.append(.plain(calls.count, place: TrailPlace(place)))
    calls.append(call)
    given += 1
  }

  private func take(_ record: Record, _ place: String) {
    guard let reader = reader(of: record) else {
      file.balance.rejected += 1
      unknown.take(record, place: place)
      steps.append(.rejected(digest: Data(record.digest.utf8), code: .unknownRecord))
      return
    }
    if reader.sources != used { used.formUnion(reader.sources) }
    do throws(Rejection) {
      let reading = try reader.format.read(record)
      if let lane = reader.lane, learn(record, reading, reader, lane) { return take(lane.latest, place) }
      try take(reading, of: record, reader, place)
    } catch {
      reject(error, place: place, digest: Data(record.digest.utf8))
    }
  }

  /// Lets the quick lane remember a common record. False for one that says more than it knows.
  private func learn(_ record: Record, _ reading: RecordReading, _ reader: Reader, _ lane: QuickLane) -> Bool {
    guard case .fragment(var fragment, let notices) = reading, notices.isEmpty,
      lane.takes(record)
    else { return false }
    fragment.call.profile.sources = reader.sources
    return lane.learn(fragment) { context.number(of: fragment.call.profile) }
  }

  private func take(
    _ reading: RecordReading, of record: Record, _ reader: Reader, _ place: String
  ) throws(Rejection) {
    switch reading {
    case .ignored: file.balance.ignored += 1
    case .event(let event):
      steps.append(.event(event))
      given += 1
    case .aggregates(let sums):
      steps.append(.aggregates(sums))
      given += 1
    case .piece(let piece):
      context.hasParts = true
      let whole = context.bodies.add(piece, path: path, place: place)
      let fragment = try whole.flatMap { text throws(Rejection) in try piece.body.fragment(text, record.nested) }
      join(piece.fragment.timed(by: record), reader, at: place)
      if let fragment { join(fragment, reader, at: nil) }
    case .fragment(let untimed, let notices):
      let fragment = untimed.timed(by: record)
      for notice in notices + FileImport.notices(fragment.call) {
        issues.append(Issue(notice.code, path: path, place: place, notice.message))
      }
      join(fragment, reader, at: place)
    }
  }

  private func join(_ fragment: CallFragment, _ reader: Reader, at place: String?) {
    var fragment = fragment
    fragment.call.profile.sources = reader.sources
    steps.append(.fragment(fragment, place: place.map(TrailPlace.init)))
    if place != nil { given += 1 }
  }

  private static func notices(_ call: Call) -> [Rejection] {
    guard call.time == nil else { return [] }
    return [
      Rejection(.missingTime, "the record bears no time: unless another record of its call does, no period counts it")
    ]
  }

  private func reject(_ rejection: Rejection, place: String, digest: Data) {
    file.balance.rejected += 1
    issues.append(Issue(rejection.code, path: path, place: place, rejection.message))
    steps.append(.rejected(digest: digest, code: rejection.code))
  }

  private func reader(of record: Record) -> Reader? {
    if let latest, latest.isFirst(for: record), latest.format.recognises(record) { return latest }
    guard let format = context.formats.first(where: { $0.recognises(record) }) else { return nil }
    if format.name != latest?.format.name { latest = Reader(format, context) }
    return latest
  }
}
