import ArgumentParser
import ChargebackModel
import ReportWriters

/// How a command ends that has done its work: budgets that were crossed, and what is missing.
enum Verdict {
  /// - Throws: `ExitCode`, where the end is none of success.
  static func end(crossed: [BudgetStanding], isKnown: Bool, strict: Bool) throws {
    for standing in crossed {
      let sentence = standing.sentence.visible
      Terminal.tell(
        Message(.warning, code: "budget", text: sentence, line: "warning[budget]: \(sentence)"))
    }
    if !crossed.isEmpty { throw ExitCode(Exit.crossed) }
    if strict, !isKnown { throw ExitCode(Exit.incomplete) }
  }
}
