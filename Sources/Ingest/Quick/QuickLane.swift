import ChargebackModel
import Store

/// A quick reader of one format, with the skeletons and the profiles that its records had so far in this run.
final class QuickLane {
  private let reader: any QuickReader
  private let wanted: WantedFields
  /// Numbers of the fields by which a format that is asked first knows its records.
  private let rivals: [Int]
  private let fields: QuickFields
  /// The one met last is first.
  private var skeletons: ContiguousArray<Skeleton> = []
  /// How many were made.
  private var made = 0
  private var memory = ProfileMemory()
  private var sketch = RecordSketch()

  /// More than records of one kind have; where there are more, the format itself reads.
  private static let mostSkeletons = 16
  /// Beyond that the log is too manifold for making more of them to be worth while.
  private static let mostMade = 256

  /// - Parameter rivals: the fields by which formats that are asked first know their records.
  /// - Returns: nil where one of them is an element of a list.
  init?(_ reader: any QuickReader, rivals: [FieldPath] = []) {
    var paths = reader.wanted
    for path in rivals where !paths.contains(path) { paths.append(path) }
    guard let wanted = WantedFields(paths) else { return nil }
    self.reader = reader
    self.wanted = wanted
    self.rivals = rivals.compactMap(paths.firstIndex)
    fields = QuickFields(count: paths.count)
  }

  /// Reads the record that begins at `start`, behind which a NUL must stand somewhere.
  /// - Returns: its length; nil where it is none whose like was learnt. `latest` is what it says.
  func read(_ start: UnsafeRawPointer) -> Int? {
    guard let end = match(start), isCommon, let profile = memory.profile(of: sketch.profile.bytes) else { return nil }
    sketch.call.profile = profile
    return end - start
  }

  /// What the record says that was read or learnt last.
  var latest: PlainCall { sketch.call }

  private func match(_ start: UnsafeRawPointer) -> UnsafeRawPointer? {
    for index in skeletons.indices {
      fields.removeAll()
      guard let end = skeletons[index].match(start, fields) else { continue }
      if index > 0 { skeletons.swapAt(0, index) }
      return end
    }
    return nil
  }

  /// Whether the reader takes the record that was matched last.
  private var isCommon: Bool {
    sketch.removeAll()
    for number in rivals { guard sketch.profile.append(fields[number]) else { return false } }
    return reader.sketch(fields, into: &sketch) && sketch.profile.isWhole
  }

  /// Whether a record that the format has read is a common one; remembers its skeleton.
  func takes(_ record: Record) -> Bool {
    guard let text = record.text, let start = text.baseAddress, !record.nested.isDayFirst else { return false }
    return (match(start) ?? makeSkeleton(start)) == start + text.count && isCommon
  }

  /// Remembers which profile the record has that was taken last.
  /// - Returns: whether the format found nothing in it but what the reader did. `latest` is what it says.
  func learn(_ fragment: CallFragment, profile: () -> Int) -> Bool {
    guard sketch.agrees(with: fragment) else { return false }
    let bytes = sketch.profile.bytes
    if let known = memory.profile(of: bytes) {
      sketch.call.profile = known
    } else {
      sketch.call.profile = profile()
      memory.remember(sketch.call.profile, of: bytes)
    }
    return true
  }

  private func makeSkeleton(_ start: UnsafeRawPointer) -> UnsafeRawPointer? {
    guard made < QuickLane.mostMade else { return nil }
    made += 1
    // In an object with `TableName` the text `None` means nothing: see `Field`.
    let skeleton = SkeletonMaker.skeleton(of: start, wanted, count: fields.count) { [reader] names, object in
      !names.contains("TableName") && reader.isCommon(names, in: object)
    }
    guard let skeleton else { return nil }
    if skeletons.count == QuickLane.mostSkeletons { skeletons.removeLast() }
    skeletons.insert(skeleton, at: 0)
    return match(start)
  }
}
