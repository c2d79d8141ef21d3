import ChargebackModel
import Store
import Tokenizer

/// Which of the calls without reported tokens have an estimate.
struct EstimatedCalls {
  /// Calls with one source of usage, and how their usage was estimated, if it was.
  struct Part {
    let sum: UsageSum
    let estimate: EstimatedUsage?
    /// What the prompts of calls come to whose answers nobody knows, and how many such calls there are.
    var prompts: (calls: Int64, tokens: Int64) = (0, 0)
  }

  private struct Place: Hashable {
    let slice: Int
    let profileId: Int64
  }

  private var estimates: [Place: [EstimateSum]]
  private let bounds: [Int64]
  /// Calls that were handed out as estimated and still stand in sums without usage.
  private var owed: [Place: Int64] = [:]
  /// Prompts of calls that were not handed out yet.
  private var prompts: [Place: (calls: Int64, tokens: Int64)] = [:]

  init(_ store: Store, between edges: [Instant], inputTokenBounds bounds: [Int64]) throws(StoreFailure) {
    self.bounds = bounds
    estimates = Dictionary(grouping: try store.estimateSums(between: edges, inputTokenBounds: bounds)) {
      Place(slice: $0.slice, profileId: $0.profileId)
    }
  }

  /// The sum, with those of its calls taken out that have an estimate.
  mutating func parts(of sum: UsageSum, _ call: ResolvedCall) -> [Part] {
    guard sum.source == .unknown else { return [Part(sum: sum, estimate: nil)] }
    let place = Place(slice: sum.slice, profileId: sum.profileId)
    var parts: [Part] = []
    for found in estimates.removeValue(forKey: place) ?? [] {
      if let estimate = EstimatedUsage(found, call, inputTokenBounds: bounds) {
        parts.append(Part(sum: sum.estimated(found.calls, estimate), estimate: estimate))
        owed[place, default: 0] += found.calls
      } else if let prompt = found.estimate.prompt, !call.isRefused {
        let known = prompts[place] ?? (0, 0)
        prompts[place] = (known.calls + found.calls, known.tokens + EstimatedUsage.about(prompt, call))
      }
    }
    let taken = min(owed[place] ?? 0, sum.calls)
    owed[place] = (owed[place] ?? 0) - taken
    if sum.calls > taken {
      parts.append(Part(sum: sum.without(taken), estimate: nil, prompts: prompts.removeValue(forKey: place) ?? (0, 0)))
    }
    return parts
  }
}

extension EstimatedUsage {
  /// A prompt's tokens by the model's vocabulary, by the newer one where nobody knows the model.
  fileprivate static func about(_ prompt: TextEstimate, _ call: ResolvedCall) -> Int64 {
    (call.served.model.flatMap(TokenEncoding.forModel) ?? .o200kBase).count(of: prompt)
  }
}

extension UsageSum {
  fileprivate func estimated(_ calls: Int64, _ estimate: EstimatedUsage) -> UsageSum {
    UsageSum(
      slice: slice, profileId: profileId, source: .estimated, inputBand: estimate.inputBand, meters: -1, calls: calls,
      usage: estimate.usage)
  }

  fileprivate func without(_ taken: Int64) -> UsageSum {
    UsageSum(
      slice: slice, profileId: profileId, source: source, inputBand: inputBand, meters: meters, calls: calls - taken,
      usage: usage)
  }
}
