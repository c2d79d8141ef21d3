/// The events of a stream, from its text as a log kept it.
///
/// Source: WHATWG HTML, "Server-sent events": a line that begins with a colon is a comment, the `data` lines of one event
/// belong together, a blank line ends an event. Line ends are LF or CRLF.
///
/// More lenient than the page: a last event that no blank line ends is kept, for logs cut it off. Logs that drop blank
/// lines run events together, so the lines of an event are handed out one by one, and the reader joins those that are no
/// JSON of their own.
struct ServerSentEvents {
  /// The `data` lines of each event, in order; events without data are left out.
  let events: [[String]]

  init(_ text: String) {
    var events: [[String]] = []
    var lines: [String] = []
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = line.last == 0x0D ? line.dropLast() : line
      if line.isEmpty {
        if !lines.isEmpty { events.append(lines) }
        lines = []
      } else if let data = ServerSentEvents.data(line) {
        lines.append(data)
      }
    }
    if !lines.isEmpty { events.append(lines) }
    self.events = events
  }

  /// Whether a text is a stream and not a document: its first line is a field or a comment of one.
  static func isStream(_ text: String) -> Bool {
    let start = text.utf8.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    return names.contains { start.starts(with: $0.utf8) }
  }

  private static let names = [":", "data:", "event:", "id:", "retry:"]

  private static func data(_ line: Substring.UTF8View) -> String? {
    // A log that indents its text has put spaces before the name.
    let line = line.drop { $0 == 0x20 }
    guard line.starts(with: "data:".utf8) else { return nil }
    let value = line.dropFirst("data:".utf8.count)
    return String(Substring(value.first == 0x20 ? value.dropFirst() : value))
  }
}
