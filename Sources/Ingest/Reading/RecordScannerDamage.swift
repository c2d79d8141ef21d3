import ChargebackModel

/// What is not whole: where a damaged record ends and the next one may begin.
extension RecordScanner {
  struct Remains {
    let indentation: Int
    /// Whether the damaged text is JSON at all; a line of something else ends with its line.
    let isJSON: Bool
  }

  /// Gives up the record that begins here and finds where to go on.
  /// - Parameter known: where the record ends, if the damage does not hide it.
  func broken(
    _ code: IssueCode, _ message: String, through known: Int? = nil
  ) throws(FileFailure) -> ScannedItem {
    let place = place
    let isInList = frames.last == .array
    var message = message
    var end = known
    if end == nil { end = try elementEnd() }
    if let end {
      pending = end
    } else {
      let isJSON = window.count > 0 && (window[0] == UInt8(ascii: "{") || window[0] == UInt8(ascii: "["))
      let remains = Remains(indentation: window.column - 1, isJSON: isJSON)
      pending = try skip(remains)
    }
    var text = UnsafeRawBufferPointer(rebasing: window.bytes[..<pending])
    while let last = text.last, last == 10 || last == 13 || last == 32 || last == 9 {
      text = UnsafeRawBufferPointer(rebasing: text.dropLast())
    }
    if isInList, end == nil, code == .malformed, RecordScanner.holdsMoreElements(text) {
      message += "; what stands behind it on its line is lost with it"
    }
    return .broken(Rejection(code, message), place: place, text: text)
  }

  /// Where the damaged element of a list ends, if it does so on its line and its brackets and quotes still tell: then the
  /// list goes on behind it with another element, or ends.
  private func elementEnd() throws(FileFailure) -> Int? {
    guard frames.last == .array, window.count > 0, window[0] == UInt8(ascii: "{") else { return nil }
    _ = try window.ensure(1 << 16)
    var open: [UInt8] = []
    var index = 0
    while index < window.count {
      let byte = window[index]
      switch byte {
      case 10: return nil
      case UInt8(ascii: "\""):
        guard case .complete(let end) = JSONScan.string(window.bytes, from: index) else { return nil }
        index = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): open.append(byte)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // In ASCII a closing bracket stands two behind its opening one.
        guard open.popLast() == byte - 2 else { return nil }
        if open.isEmpty { return listGoesOn(from: index + 1) ? index + 1 : nil }
      default: break
      }
      index += 1
    }
    return nil
  }

  private func listGoesOn(from start: Int) -> Bool {
    // Commas are space inside a list.
    guard let next = skipSpace(from: start) else { return false }
    return window[next] == UInt8(ascii: "{") || window[next] == UInt8(ascii: "]")
  }

  /// Whether a text that was given up seems to hold further elements of its list.
  private static func holdsMoreElements(_ text: UnsafeRawBufferPointer) -> Bool {
    let line = text.prefix { $0 != 10 }.filter { $0 != 32 }
    return line.firstRange(of: "},{".utf8) != nil
  }

  /// The offset of the next line that begins a record and is indented no deeper than the damaged one; in a CSV file, of
  /// the next line. Where the window ends before that, `self.remains` tells that the search is not over.
  func skip(_ remains: Remains) throws(FileFailure) -> Int {
    self.remains = nil
    var lineStart = 0
    while true {
      guard let lineBreak = window.lineBreak(from: lineStart) else {
        if try window.fill() { continue }
        if window.atEnd { return window.count }
        self.remains = remains
        // The last line break stays, for what stands behind it is not seen yet.
        return lineStart > 1 ? lineStart - 1 : window.count
      }
      lineStart = lineBreak + 1
      var first = lineStart
      _ = try window.ensure(lineStart + remains.indentation + 1)
      while first < window.count, window[first] == 32 || window[first] == 9 { first += 1 }
      let opens = first < window.count && (window[first] == UInt8(ascii: "{") || window[first] == UInt8(ascii: "["))
      if opens, first - lineStart <= remains.indentation {
        if first == lineStart { leaveLists(before: window[first]) }
        return lineStart
      }
      if csv != nil || (frames.isEmpty && !remains.isJSON) { return lineStart }
    }
  }

  /// A record at the margin does not lie in the list that was being read, or the list is damaged too. Only rows go on.
  func leaveLists(before byte: UInt8) {
    if case .rows = frames.last, byte == UInt8(ascii: "[") { return }
    if !frames.isEmpty { hasLostList = true }
    frames = []
  }
}
