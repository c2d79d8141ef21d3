import ChargebackModel
import Store

/// A record that told of a call, and what it says today.
package struct FoundRecord: Sendable {
  package enum State: Hashable, Sendable {
    /// It was read again where it stood.
    case read
    /// The file has changed since it was read.
    case changed
    /// There is no such file any more.
    case gone
    /// It came through standard input or another pipe.
    case streamed
    /// What stands there now tells of no such call.
    case replaced
    /// None of the built-in formats read it, but one of a mapping file that was not given.
    case unmapped(String)
    /// The file cannot be read, in the system's words.
    case unreadable(String)
  }

  package let record: TrailRecord
  package var state = State.read
  /// What it says; empty where it was not read.
  package var says: [Explanation] = []
  /// Nil where nobody asked for it or it was not read.
  package var content: CallContent?

  init(_ record: TrailRecord) { self.record = record }

  var keys: [CallKey] { says.flatMap(\.keys) }
}
