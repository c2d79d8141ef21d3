import ChargebackModel
import Store
import Tokenizer

/// How far estimates are from what the service reports, measured on the calls of the report's period that have both:
/// the user's own.
///
/// Prompts are compared wherever both were read, answers on the sixteenth part of calls of which both are counted.
struct EstimateAccuracy {
  private struct Sum {
    var calls: Int64 = 0
    var reported: Int64 = 0
    var estimated: Int64 = 0
    /// In hundredths of a percent.
    var deviations: Int64 = 0

    mutating func add(_ found: EstimateError.Deviation, _ encoding: TokenEncoding) {
      let estimate = encoding == .cl100kBase ? found.cl100k : found.o200k
      calls += found.calls
      reported += found.reported
      estimated += estimate.estimated
      deviations += estimate.deviations
    }
  }

  private var input = Sum()
  private var output = Sum()
  /// Of models that reason: what they think is in the report and not in the text.
  private var reasonedOutput = Sum()

  /// Compares the calls that the report's filters choose, wherever their counts come from.
  init(_ store: Store, _ books: Books, _ request: ReportRequest, between edges: [Instant]) throws(StoreFailure) {
    let errors = try store.estimateErrors(between: edges)
    let profiles = errors.isEmpty ? [:] : try store.profiles()
    for error in errors {
      let moment = edges[error.slice]
      guard let profile = profiles[error.profileId] else { continue }
      let call = ResolvedCall(profile, books, at: moment)
      guard let model = call.served.model, let encoding = TokenEncoding.forModel(model) else { continue }
      let isChosen = request.filters.allSatisfy { filter in
        switch filter.dimension {
        case .usageSource: true
        case .hour, .hourOfDay, .day, .month: filter.matches(request.calendar.label(filter.dimension, moment))
        default: filter.matches(call.value(filter.dimension))
        }
      }
      guard isChosen else { continue }
      input.add(error.input, encoding)
      if EstimatedUsage.reasons(model) {
        reasonedOutput.add(error.output, encoding)
      } else {
        output.add(error.output, encoding)
      }
    }
  }

  /// One sentence for each kind of count that was measured.
  func notes() -> [String] {
    [("input", input), ("output", output), ("output of reasoning models", reasonedOutput)].compactMap { name, sum in
      guard sum.calls > 0 else { return nil }
      let difference = Int128(sum.estimated - sum.reported) * 10_000 / Int128(sum.reported)
      let error = EstimateAccuracy.percent(Int64(clamping: difference))
      let sign = sum.estimated > sum.reported ? "+" : ""
      return "Error of estimates, \(name): \(sum.estimated) for \(sum.reported) reported tokens "
        + "(\(sign)\(error)), \(EstimateAccuracy.percent(sum.deviations / sum.calls)) a call on average, "
        + "measured on \(Words.count(sum.calls, "call"))."
    }
  }

  /// Hundredths of a percent: 1234 is `12.34 %`.
  private static func percent(_ hundredths: Int64) -> String {
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    return "\(hundredths < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest) %"
  }
}
