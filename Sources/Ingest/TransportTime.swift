import ChargebackModel

extension CallFragment {
  /// The moment that a transport took the record in stands in for a time that the record does not bear.
  func timed(by record: Record) -> CallFragment {
    var fragment = self
    if call.time == nil { fragment.call.state(time: record.transportTime, .hint) }
    return fragment
  }
}
