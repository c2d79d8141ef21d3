/// Where a record stands in its input, as the readers say it: `17`, `17:5`, `record 17`, `record 17, line 2`.
package struct TrailPlace: Hashable, Sendable {
  enum Form: Hashable, Sendable {
    /// `17`: a line, or a session of an archive of sessions.
    case number
    /// `17:5`: a line and a column.
    case column(Int64)
    /// `record 17`: of an Avro file.
    case record
    /// Any other.
    case text(String)
  }

  /// The first number in it, which mostly grows from record to record; 0 where there is none.
  let number: Int64
  let form: Form

  init(number: Int64, form: Form) {
    self.number = number
    self.form = form
  }

  package init(_ text: String) {
    var text = text
    self = text.withUTF8 { TrailPlace($0) } ?? TrailPlace(text: text)
  }

  /// Nil for the form `text`.
  private init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    func number() -> Int64? {
      let start = index
      var value: Int64 = 0
      while index < bytes.count, index - start < 18, (48...57).contains(bytes[index]) {
        value = value * 10 + Int64(bytes[index] - 48)
        index += 1
      }
      // A leading zero would not be written back.
      return index == start || (bytes[start] == 48 && index > start + 1) ? nil : value
    }
    if bytes.first == UInt8(ascii: "r") {
      index = TrailPlace.recordWord.count
      guard bytes.starts(with: TrailPlace.recordWord), let number = number(), index == bytes.count else { return nil }
      self.init(number: number, form: .record)
      return
    }
    guard let line = number() else { return nil }
    if index == bytes.count {
      self.init(number: line, form: .number)
      return
    }
    guard bytes[index] == UInt8(ascii: ":") else { return nil }
    index += 1
    guard let column = number(), index == bytes.count else { return nil }
    self.init(number: line, form: .column(column))
  }

  private init(text: String) {
    let digits = text.drop { !("0"..."9").contains($0) }.prefix { ("0"..."9").contains($0) }
    self.init(number: Int64(digits.prefix(18)) ?? 0, form: .text(text))
  }

  private static let recordWord = Array("record ".utf8)

  var text: String {
    switch form {
    case .number: "\(number)"
    case .column(let column): "\(number):\(column)"
    case .record: "record \(number)"
    case .text(let text): text
    }
  }
}
