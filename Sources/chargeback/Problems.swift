import ChargebackModel
import ReportWriters

/// Refuses a table with mistakes: all of them are named, and nothing is changed.
enum Problems {
  static func refuse(_ problems: [Issue], _ consequence: String, code: Int32 = 1) throws {
    guard let last = problems.last else { return }
    for problem in problems.dropLast() { Terminal.tell(message(problem)) }
    throw Failure(sentence: "\(sentence(last)); \(consequence)", code: code, message: message(last, consequence))
  }

  private static func message(_ problem: Issue, _ consequence: String? = nil) -> Message {
    let tail = consequence.map { "; \($0)" } ?? ""
    return Message(
      .error, code: problem.code.rawValue, path: problem.path, place: problem.place.isEmpty ? nil : problem.place,
      text: problem.message + tail, line: "error: \(sentence(problem).visible)\(tail)")
  }

  private static func sentence(_ problem: Issue) -> String {
    (problem.place.isEmpty ? problem.path : "\(problem.path):\(problem.place)") + ": \(problem.message)"
  }
}
