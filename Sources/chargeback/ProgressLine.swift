import Foundation
import Ingest

/// One line on the terminal that tells how far a long import is: bytes, rate and time left.
final class ProgressLine {
  private let isShown: Bool
  private let total: Int64
  private let began = ContinuousClock.now
  private var done: [String: Int64] = [:]
  private var last: ContinuousClock.Instant?

  init(_ files: [InputFile], isShown: Bool) {
    self.isShown = isShown
    total = files.reduce(0) { $0 + ($1.size ?? 0) }
  }

  func show(_ file: InputFile, _ bytes: Int64) {
    done[file.path] = bytes
    let now = ContinuousClock.now
    guard isShown, last.map({ now - $0 > .milliseconds(200) }) ?? (now - began > .milliseconds(500)) else { return }
    last = now
    let read = done.values.reduce(0, +)
    let seconds = max(Double((now - began).components.seconds), 0.5)
    let rate = Double(read) / seconds
    let left = rate > 0 && total > read ? Int(Double(total - read) / rate) : 0
    let line = String(
      format: "%.0f of %.0f MB, %.0f MB/s, %d s left", Double(read) / 1e6, Double(total) / 1e6, rate / 1e6, left)
    // A line that wraps could not be written over.
    _ = Descriptor.write("\r" + line.prefix(Terminal.errorWidth - 1) + "\u{1B}[K", into: 2)
  }

  func clear() {
    if last != nil { _ = Descriptor.write("\r\u{1B}[K", into: 2) }
  }
}
