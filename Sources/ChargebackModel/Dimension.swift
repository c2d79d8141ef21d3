/// What a report can be grouped and filtered by: one spelling from SQL column to JSON key.
package enum Dimension: String, CaseIterable, Hashable, Sendable {
  case objectId, appId, apiKey, subscriptionId, productId, callerIp
  case app, team, costCentre
  case resource, deployment, deploymentType, model, modelVersion, region
  case operation, statusCode, stream, origin, usageSource, credential
  /// `hourOfDay` is the hour that the clocks show, `00` to `23`, whatever the day.
  case hour, hourOfDay, day, month

  /// Whether the time of a call alone decides its value.
  package var isOfTime: Bool {
    switch self {
    case .hour, .hourOfDay, .day, .month: true
    default: false
    }
  }
}
