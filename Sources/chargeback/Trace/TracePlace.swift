import Aggregation
import ChargebackModel
import Foundation
import Ingest
import ReportWriters

/// Where a record stands, in words.
enum TracePlace {
  /// `SampleData/OneCall/hub.jsonl:3`
  static func text(_ found: FoundRecord) -> String { "\(path(found).visible):\(found.record.place.visible)" }

  /// The file's path from the current folder, where it lies below that, and the member of an archive.
  static func path(_ found: FoundRecord) -> String {
    let here = FileManager.default.currentDirectoryPath + "/"
    let path = found.record.input.path
    let isBelow = path.hasPrefix(here) && here != "/"
    return (isBelow ? String(path.dropFirst(here.count)) : path) + found.record.input.member
  }

  /// Why the record was not read again; empty where it was.
  static func sentence(_ found: FoundRecord, _ calendar: ZoneCalendar) -> String {
    let read = "it was read at \(calendar.text(Instant(milliseconds: found.record.input.readAt)))"
    return switch found.state {
    case .read: ""
    case .changed: "the file has changed since \(read): ingest it again, and trace shows what it says now"
    case .gone: "the file is not there any more; \(read)"
    case .streamed: "it came through a pipe and cannot be read again; \(read)"
    case .replaced: "what stands there now does not tell of this call; \(read)"
    case .unmapped(let format): "\"\(format.visible)\" is a format of a mapping file: --mapping FILE shows what it says"
    case .unreadable(let reason): "the file cannot be read: \(reason.visible)"
    }
  }

  /// For programs.
  static func name(_ state: FoundRecord.State) -> String {
    switch state {
    case .read: "read"
    case .changed: "changed"
    case .gone: "gone"
    case .streamed: "streamed"
    case .replaced: "replaced"
    case .unmapped: "unmapped"
    case .unreadable: "unreadable"
    }
  }
}
