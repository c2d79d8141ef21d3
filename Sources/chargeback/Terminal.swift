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
    var size = winsize()
    let known = ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let mayColour = (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    return Style(width: known ? Int(size.ws_col) : nil, colour: mayColour)
  }
}
