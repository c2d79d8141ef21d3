import ChargebackModel

/// Calls in which content filters found something.
struct SafetyFigures: GroupFigures {
  static let columns: [Report.Column] = ["calls", "stopped", "marked"].map { .init($0, .count) }

  /// Whose prompt or answer was stopped.
  var stopped: Int64 = 0
  /// Let pass with a remark.
  var marked: Int64 = 0

  mutating func add(_ other: SafetyFigures) {
    stopped += other.stopped
    marked += other.marked
  }

  var cells: [Report.Cell] { [.count(stopped + marked), .count(stopped), .count(marked)] }
}
