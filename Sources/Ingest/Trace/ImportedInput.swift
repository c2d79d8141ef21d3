import Foundation
import Store

/// An input on its way into the database, as its trail names it.
struct ImportedInput {
  private let shownPath: String
  private let whole: TrailInput

  /// - Parameter now: seconds since 1970.
  init(_ file: InputFile, identity: Data?, _ dateOrder: DateOrder?, now: Double) {
    shownPath = file.path
    let isOnDisk = file != .standardInput && file.bytes == nil
    whole = TrailInput(
      path: isOnDisk ? file.absolutePath : file.path, identity: identity, readAt: Int64(now * 1000),
      dateOrder: dateOrder?.rawValue)
  }

  /// The input itself, or a member of it.
  /// - Parameter path: as the walk gives it: the input's, with what follows it for a member.
  func part(_ path: String, formats: Set<String>) -> TrailInput {
    var part = whole
    part.member = String(path.dropFirst(shownPath.count))
    part.formats = formats
    return part
  }
}
