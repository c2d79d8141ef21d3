/// What the texts of a call come to, each side apart. Never mixed with what the service reports: a report takes the
/// reported count where there is one, and can say how far the estimate was from it.
package struct CallEstimate: Hashable, Sendable {
  package private(set) var prompt: TextEstimate?
  package private(set) var answer: TextEstimate?

  package init(prompt: TextEstimate? = nil, answer: TextEstimate? = nil) {
    self.prompt = prompt
    self.answer = answer
  }

  package var isEmpty: Bool { prompt == nil && answer == nil }

  package mutating func join(_ other: CallEstimate) {
    prompt = joined(prompt, other.prompt)
    answer = joined(answer, other.answer)
  }

  private func joined(_ a: TextEstimate?, _ b: TextEstimate?) -> TextEstimate? {
    guard let a, let b else { return a ?? b }
    return a.joined(b)
  }
}
