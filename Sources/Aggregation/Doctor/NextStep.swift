import ChargebackModel
import Pricing

/// What to do about something that a diagnosis found, as a command to copy.
package struct NextStep: Hashable, Sendable {
  /// `damaged`, `gaps`, `unpriced`, …
  package let code: String
  package let message: String
  /// A line for a shell. Words in capitals are to be filled in.
  package let command: String
}

extension Diagnosis {
  /// The worst first. Empty where nothing is wrong and nothing is missing.
  package var steps: [NextStep] {
    if let damage = health.damages.first {
      return [
        NextStep(
          code: "damaged", message: "the database is damaged (\(damage)): read the logs into a new one",
          command: "chargeback ingest PATH --database NEW.sqlite")
      ]
    }
    if period == nil {
      return [NextStep(code: "empty", message: "the database holds no calls", command: "chargeback ingest PATH")]
    }
    return readingSteps + priceSteps + usageSteps + registerSteps + joiningSteps + gapSteps
  }

  private var readingSteps: [NextStep] {
    guard completeness.rejectedRecords > 0 else { return [] }
    return [
      NextStep(
        code: "rejectedRecords",
        message: "\(Words.count(completeness.rejectedRecords, "record")) could not be read: reading a file names them",
        command: "chargeback ingest --explain FILE")
    ]
  }

  private var priceSteps: [NextStep] {
    var steps: [NextStep] = []
    if completeness.unpriced > 0 {
      steps.append(
        NextStep(
          code: "unpriced",
          message:
            "\(Words.count(completeness.unpriced, "call")) without a price: see for what, then chargeback prices "
            + "import FILE",
          command: "chargeback prices lint"))
    }
    if let priceAgeInDays, priceAgeInDays > PriceLint.oldAfterDays {
      steps.append(
        NextStep(
          code: "oldPrices", message: "the newest price is \(priceAgeInDays) days older than the last call",
          command: "chargeback prices import FILE"))
    }
    return steps
  }

  private var usageSteps: [NextStep] {
    guard completeness.unmetered > 0 else { return [] }
    return [
      NextStep(
        code: "unmetered",
        message: "nobody tells the tokens of \(Words.count(completeness.unmetered, "call")): see whose they are",
        command: "chargeback report usage --by app,operation,stream,statusCode --where usageSource=unknown")
    ]
  }

  private var registerSteps: [NextStep] {
    var steps: [NextStep] = []
    if let share = missing.first(where: { $0.name == "withoutTeam" }), share.calls > 0 {
      steps.append(
        NextStep(
          code: "withoutTeam",
          message: "the directory knows no team of \(Words.count(share.calls, "call")): see who made them, then "
            + "chargeback directory import FILE",
          command: "chargeback query \"SELECT appId, objectId, apiKey, subscriptionId, sum(calls) AS calls, "
            + "sum(cost) AS cost FROM usageByDay WHERE team IS NULL GROUP BY 1, 2, 3, 4 ORDER BY cost DESC\""))
    }
    for account in accountsWithoutDeployments {
      steps.append(
        NextStep(
          code: "assumedDeploymentType",
          message: "no list tells how all deployments of \(account) are sold: priced as global",
          command: "az cognitiveservices account deployment list -g GROUP -n \(account.shellWord) -o json | "
            + "chargeback deployments import -"))
    }
    return steps
  }

  private var joiningSteps: [NextStep] {
    var steps: [NextStep] = []
    if completeness.unjoinedServiceRecords > 0 {
      steps.append(
        NextStep(
          code: "unjoinedServiceRecords",
          message:
            "no key joins \(Words.count(completeness.unjoinedServiceRecords, "service record")) to the gateway's "
            + "calls: let the gateway's policy log the header apim-request-id",
          command: "chargeback report usage --by resource,origin,usageSource --include-unjoined"))
    }
    if completeness.copiesSuspected > 0 {
      steps.append(
        NextStep(
          code: "copiesSuspected",
          message:
            "\(Words.count(completeness.copiesSuspected, "call")) may be counted twice: see which sources tell of "
            + "them",
          command: "chargeback query \"SELECT day, sources, count(*) FROM calls GROUP BY day, sources\""))
    }
    return steps
  }

  private var gapSteps: [NextStep] {
    let gapped = sources.filter { !$0.gaps.isEmpty }.map(\.format)
    if gapped.isEmpty { return [] }
    return [
      NextStep(
        code: "gaps",
        message:
          "on some days in between nothing tells of calls in \(gapped.joined(separator: ", ")): if there were some, "
          + "export these days again", command: "chargeback ingest PATH")
    ]
  }
}
