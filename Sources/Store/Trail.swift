import Foundation

/// Which records of one input told of which calls: what a batch leaves beside the calls themselves.
package struct Trail {
  private(set) var entries: [TrailBytes.Entry] = []

  package init() {}

  /// - Parameters:
  ///   - place: of the record in its input.
  ///   - call: the id of the call that it was joined to.
  package mutating func append(_ place: TrailPlace, call: Int64) {
    entries.append(TrailBytes.Entry(place: place, call: call))
  }
}

/// An input whose records a trail tells of.
package struct TrailInput: Hashable, Sendable {
  /// Absolute; `-` for standard input.
  package let path: String
  /// What follows the path where the input is a member of an archive, such as `:week/hub.jsonl`; else empty.
  package var member = ""
  /// By which a reader tells whether the file is still as it was; nil for what is no file.
  package let identity: Data?
  /// When it was read, in milliseconds since 1970 UTC.
  package let readAt: Int64
  /// `dmy` or `mdy` where the user said how its dates are written.
  package let dateOrder: String?
  /// Names of the formats that read its records so far.
  package var formats: Set<String> = []

  package init(path: String, identity: Data?, readAt: Int64, dateOrder: String?) {
    self.path = path
    self.identity = identity
    self.readAt = readAt
    self.dateOrder = dateOrder
  }
}
