import ChargebackModel
import Store

/// What a quick reader finds in a record: the figures, and the bytes that decide the profile.
struct RecordSketch {
  let profile = ProfileBytes()
  var keys = CallKeys()
  var figures = CallFigures()
  var limits = RateLimits()
  var estimate: CallEstimate?

  mutating func removeAll() {
    profile.removeAll()
    keys = CallKeys()
    figures = CallFigures()
    limits = RateLimits()
    estimate = nil
  }
}

extension RecordSketch {
  func call(profile: Int) -> PlainCall {
    var call = PlainCall(profile: profile)
    call.keys = keys
    call.figures = figures
    call.limits = limits
    call.estimate = estimate
    return call
  }

  /// Whether a format found just these figures in the record.
  func agrees(with fragment: CallFragment) -> Bool {
    var theirs = CallKeys()
    for key in fragment.keys { theirs.add(key.kind, key.text) }
    return fragment.claim == nil && fragment.undividedTotal == nil
      && fragment.call.estimate == estimate ?? CallEstimate()
      && fragment.call.figures == figures && fragment.call.limits == limits && theirs == keys
  }
}
