import Foundation
import ReportWriters

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What this process knows of the terminal that it may run in.
enum Terminal {
  /// Writes a line to standard error. Where that is closed or full there is nobody to tell.
  static func error(_ line: String) { tell(Message(line: line)) }

  static func tell(_ message: Message) {
    let line =
      switch LogFormat.chosen {
      case .text: message.line
      case .json: message.json(at: Clock.now)
      }
    _ = Descriptor.write(line + "\n", into: 2)
  }

  static var errorIsTerminal: Bool { isatty(2) != 0 }

  /// How a report may look on standard output: colour and a width only where a person reads it.
  static var style: Style {
    guard isatty(1) != 0 else { return Style(width: nil, colour: false) }
    let environment = ProcessInfo.processInfo.environment
    let mayColour = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    return Style(width: width(of: 1), colour: mayColour)
  }

  static var errorWidth: Int { width(of: 2) ?? 80 }

  /// In columns; nil where nobody knows.
  private static func width(of descriptor: Int32) -> Int? {
    var size = winsize()
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : nil
  }
}
