/// What the records of a log have alike: all their bytes but those of the values. A record of the same skeleton has the same
/// members in the same order, so where its values stand is known without parsing it.
///
/// A record that matches is valid JSON, since the skeleton was, and the values are read by its grammar.
final class Skeleton {
  /// What stands behind a stretch of bytes that all records have.
  enum Part {
    /// A value, and the number of the field that it is; nil where nobody wants it.
    case value(field: Int?)
    /// A value that stands where an object might, in which fields are wanted: a text might hold it as JSON, so is none.
    case noText
    /// Values with these bytes between each two; nil where no more than one is known of.
    case list(field: Int?, separator: [UInt8]?)
    case end
  }

  /// A stretch of bytes, and what stands behind it.
  struct Piece {
    let bytes: [UInt8]
    let part: Part
    /// Whether it stands inside a text that holds JSON.
    let isNested: Bool
  }

  private enum Action: UInt8 { case field, unwanted, noText, list, end }

  /// A piece as it is compared: eight bytes at a time.
  private struct Step {
    let firstWord: Int
    let wholeWords: Int
    /// Of the word behind the whole ones, which bytes belong to the stretch.
    let lastMask: UInt64
    let length: Int
    let action: Action
    let isNested: Bool
    /// Of a field its number, of a list that of its separator, or -1.
    let field: Int
    let separator: Int
  }

  private let words: UnsafeMutableBufferPointer<UInt64>
  private let steps: UnsafeMutableBufferPointer<Step>
  private let separators: [[UInt8]]
  private let missing: [Int]

  /// - Parameter missing: numbers of the fields that its records lack.
  init(_ pieces: [Piece], missing: [Int]) {
    self.missing = missing
    words = .allocate(capacity: pieces.reduce(0) { $0 + $1.bytes.count / 8 + 1 })
    steps = .allocate(capacity: pieces.count)
    var separators: [[UInt8]] = []
    var next = 0
    for (index, piece) in pieces.enumerated() {
      let first = next
      for start in stride(from: 0, through: piece.bytes.count, by: 8) {
        words[next] = Skeleton.word(piece.bytes[start...].prefix(8))
        next += 1
      }
      var (action, field, separator) = (Action.end, -1, -1)
      switch piece.part {
      case .value(let number): (action, field) = number.map { (.field, $0) } ?? (.unwanted, -1)
      case .noText: action = .noText
      case .list(let number, let between):
        (action, field) = (.list, number ?? -1)
        if let between {
          separator = separators.count
          separators.append(between)
        }
      case .end: break
      }
      steps[index] = Step(
        firstWord: first, wholeWords: piece.bytes.count / 8, lastMask: ~(~0 << UInt64(piece.bytes.count % 8 * 8)),
        length: piece.bytes.count, action: action, isNested: piece.isNested, field: field, separator: separator)
    }
    self.separators = separators
  }

  deinit {
    words.deallocate()
    steps.deallocate()
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }

  /// Reads the record that begins at `start` if it is of this skeleton; a NUL must stand behind it.
  /// - Returns: where it ends; nil where it is another, and `fields` then mean nothing.
  func match(_ start: UnsafeRawPointer, _ fields: QuickFields) -> UnsafeRawPointer? {
    var place = start
    for index in 0..<steps.count {
      guard skip(steps[index], &place) else { return nil }
      let step = steps[index]
      switch step.action {
      case .field:
        guard let value = ScalarScan.value(&place, isNested: step.isNested, fields) else { return nil }
        fields[step.field] = value
      case .unwanted:
        guard ScalarScan.value(&place, isNested: step.isNested, nil) != nil else { return nil }
      case .noText:
        guard let value = ScalarScan.value(&place, isNested: step.isNested, nil), value.kind != .text else {
          return nil
        }
      case .list:
        guard list(step, &place, fields) else { return nil }
      case .end: break
      }
    }
    for field in missing { fields[field] = QuickValue(.missing) }
    return place
  }

  /// Goes over the bytes that all records have.
  @inline(__always)
  private func skip(_ step: Step, _ place: inout UnsafeRawPointer) -> Bool {
    var word = words.baseAddress! + step.firstWord
    var next = place
    for _ in 0..<step.wholeWords {
      guard Skeleton.word(next) == word.pointee else { return false }
      next += 8
      word += 1
    }
    place += step.length
    return (Skeleton.word(next) ^ word.pointee) & step.lastMask == 0
  }

  @inline(__always)
  private static func word(_ place: UnsafeRawPointer) -> UInt64 {
    UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
  }

  private func list(_ step: Step, _ place: inout UnsafeRawPointer, _ fields: QuickFields) -> Bool {
    let isWanted = step.field >= 0
    var count = 0
    while true {
      guard let value = ScalarScan.value(&place, isNested: step.isNested, isWanted ? fields : nil) else { return false }
      count += 1
      if isWanted, !fields.append(value) { return false }
      guard step.separator >= 0, follows(separators[step.separator], at: place) else { break }
      place += separators[step.separator].count
    }
    if isWanted { fields[step.field] = fields.list(count) }
    return true
  }

  private func follows(_ bytes: [UInt8], at place: UnsafeRawPointer) -> Bool {
    for index in bytes.indices where bytes[index] != (place + index).byte { return false }
    return true
  }
}
