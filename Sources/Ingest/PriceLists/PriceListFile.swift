import CSV

/// A file that is said to hold prices, opened as far as is needed to see what it is.
final class PriceListFile {
  let path: String
  let text: String
  /// The JSON in it, its numbers as strings; nil if it is no JSON. It lives as long as the file.
  private(set) var json: JSONValue?
  /// Why text that begins like JSON is none.
  private(set) var malformed: String?
  private let parser = JSONParser()

  init(path: String, text: String) {
    self.path = path
    self.text = text
    guard isJSON else { return }
    do throws(JSONParser.Malformed) { json = try parser.parse(JSONNumbers.quoted(text)) } catch {
      malformed = error.reason
    }
  }

  /// Whether it begins like JSON; what does not is a table.
  var isJSON: Bool {
    let first = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
    return first == "{" || first == "["
  }

  /// The names of a table's columns, brought to one spelling: `Unit of Measure`, `unitOfMeasure` are one.
  private(set) lazy var columns: Set<String> = {
    guard !isJSON, let table = try? CSVTable(text.prefixLine) else { return [] }
    return Set(table.header.map(PriceSheet.columnName))
  }()
}

extension String {
  /// The first line that is not empty.
  fileprivate var prefixLine: String {
    split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
  }
}
