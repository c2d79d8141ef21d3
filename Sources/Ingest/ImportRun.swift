import ChargebackModel

/// What the files of one run share while they are read.
final class ImportRun {
  let joining: Joining
  let formats: [any RecordFormat]
  /// Answers in pieces, which may lie in several files.
  let bodies = BodyAssembly()
  var pages = PageCount()
  var summary = IngestSummary()
  /// The input being read, for its trail, and its path as the user wrote it.
  var input: ImportedInput?
  /// Of each file of the summary, the records that were handed to the database.
  var recordsGiven: [Int64] = []
  var stop = StopSign()
  /// Whether anything of the input being read depends on other inputs: pages, and pieces of answers.
  var hasParts = false
  private var lanes: [String: QuickLane] = [:]
  /// Profiles that are to be told to the joining thread, and how many were told before.
  private var newProfiles: [CallProfile] = []
  private var toldProfiles = 0

  init(_ joining: Joining, _ formats: [any RecordFormat]) {
    self.joining = joining
    self.formats = formats
  }

  /// The mappings that are asked before a format: only of what none of them recognises can it tell that it is its own.
  func rivals(of format: any RecordFormat) -> [MappedFormat] {
    Array(formats.lazy.map { $0 as? MappedFormat }.prefix { $0 != nil && $0?.name != format.name }.compactMap { $0 })
  }

  /// The quick lane of a format; nil where it has none.
  func lane(of format: any RecordFormat) -> QuickLane? {
    if let known = lanes[format.name] { return known }
    let fields = rivals(of: format).flatMap(\.knownBy)
    let lane = format.quickReader().flatMap { QuickLane($0, rivals: fields) }
    lanes[format.name] = lane
    return lane
  }

  /// The number of a profile that no record had before.
  func number(of profile: CallProfile) -> Int {
    newProfiles.append(profile)
    return toldProfiles + newProfiles.count - 1
  }

  /// The profiles that came since they were taken last.
  func takeNewProfiles() -> [CallProfile] {
    defer { newProfiles = [] }
    toldProfiles += newProfiles.count
    return newProfiles
  }
}
