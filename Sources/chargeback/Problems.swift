import ChargebackModel

/// Refuses a table with mistakes: all of them are named, and nothing is changed.
enum Problems {
  static func refuse(_ problems: [Issue], _ consequence: String) throws {
    guard let last = problems.last else { return }
    for problem in problems.dropLast() { Terminal.error(problem.description) }
    throw Failure.world("\(last.path)\(last.place.isEmpty ? "" : ":" + last.place): \(last.message); \(consequence)")
  }
}
