/// Exchanges in a text of lines: start lines, `name: value` lines, bodies.
///
/// As `curl -i` and `curl -v` print them (`> ` before what was sent, `< ` before what came), as people save them (`# `
/// before start lines), or the headers of one answer a paragraph and nothing else.
struct HTTPDump {
  /// With the line, counted from 1, that each begins at.
  private(set) var exchanges: [(exchange: CapturedText, line: Int)] = []
  private var current: (exchange: CapturedText, line: Int)?
  private var isResponse = true
  private var isBody = false

  init(_ text: String) {
    var number = 0
    for line in text.linesOfAnySystem {
      number += 1
      take(line, at: number)
    }
    finish()
  }

  private mutating func take(_ line: Substring, at number: Int) {
    let plain = HTTPDump.unmarked(line)
    if let start = StartLine(plain) { return take(start, at: number) }
    if plain.allSatisfy(\.isWhitespace) {
      if !isBody, current != nil { isBody = true } else { addBody(line) }
    } else if let header = HeaderLine(plain), !(isBody && HTTPDump.isEvent(header)) {
      add(plain, header, at: number)
    } else if isBody {
      addBody(line)
    }
  }

  private mutating func take(_ start: StartLine, at number: Int) {
    switch start {
    case .request(let method, let url):
      finish()
      current = (CapturedText(method: method, url: url), number)
      isResponse = false
    case .response(let status):
      // `100 Continue` comes before the answer itself.
      if current == nil || current!.exchange.hasResponse && current!.exchange.status != "100" {
        finish()
        current = (CapturedText(), number)
      }
      current?.exchange.status = status
      isResponse = true
    }
    isBody = false
  }

  private mutating func add(_ line: Substring, _ header: HeaderLine, at number: Int) {
    // A paragraph of headers that no start line announces is an answer of its own.
    if current == nil || isBody {
      finish()
      current = (CapturedText(), number)
      isResponse = true
    }
    if isResponse {
      current?.exchange.responseHeaders.append(String(line))
    } else {
      current?.exchange.requestHeaders.append(String(line))
    }
  }

  private mutating func addBody(_ line: Substring) {
    guard isBody else { return }
    if isResponse {
      current?.exchange.responseBody += line + "\n"
    } else {
      current?.exchange.requestBody += line + "\n"
    }
  }

  /// Keeps what was being read, if it is an exchange and not just text with a colon in it.
  private mutating func finish() {
    defer {
      current = nil
      isBody = false
    }
    guard var exchange = current?.exchange, let line = current?.line else { return }
    let names = (exchange.requestHeaders + exchange.responseHeaders).compactMap { HeaderLine($0)?.name }
    let isTold = !HeaderLine.telling.isDisjoint(with: names)
    guard isTold || !exchange.url.isEmpty || !exchange.status.isEmpty else { return }
    exchange.completeAddress()
    exchanges.append((exchange, line))
  }

  /// The line without what tools put before it.
  static func unmarked(_ line: Substring) -> Substring {
    for mark in ["# ", "> ", "< "] where line.hasPrefix(mark) { return line.dropFirst(2) }
    return line
  }

  /// A line of a stream of events, which looks like a header.
  private static func isEvent(_ header: HeaderLine) -> Bool { ["data", "event", "id", "retry"].contains(header.name) }
}
