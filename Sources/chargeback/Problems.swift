import ChargebackModel

/// Refuses a table with mistakes: all of them are named, and nothing is changed.
enum Problems {
  static func refuse(_ problems: [Issue], _ consequence: String) throws {
    guard let last = problems.last else { return }
    for problem in problems.dropLast() { Terminal.error("error: \(sentence(problem))") }
    throw Failure.world("\(sentence(last)); \(consequence)")
  }

  private static func sentence(_ problem: Issue) -> String {
    (problem.place.isEmpty ? problem.path : "\(problem.path):\(problem.place)") + ": \(problem.message)"
  }
}
