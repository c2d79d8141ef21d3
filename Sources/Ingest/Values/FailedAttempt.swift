import ChargebackModel

extension Call {
  /// Keeps what the record says as an attempt, if its status is one after which a gateway tries again.
  mutating func noteAttempt(_ teller: Attempt.Teller) {
    guard Attempt.isTriedAgain(after: profile[.statusCode]) else { return }
    state(
      attempt: Attempt(
        teller, time: time?.value, statusCode: profile[.statusCode], resource: profile[.resource],
        deployment: profile[.deployment], region: profile[.region]))
  }
}
