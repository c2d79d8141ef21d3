import ChargebackModel
import Store

/// What a quick reader finds in a record: the figures, and the bytes that decide the profile.
struct RecordSketch {
  let profile = ProfileBytes()
  var keys = CallKeys()
  var figures = CallFigures()
  var limits = RateLimits()

  mutating func removeAll() {
    profile.removeAll()
    keys = CallKeys()
    figures = CallFigures()
    limits = RateLimits()
  }
}

extension RecordSketch {
  func call(profile: Int) -> PlainCall {
    var call = PlainCall(profile: profile)
    call.keys = keys
    call.figures = figures
    call.limits = limits
    return call
  }

  /// Whether a format found just these figures in the record.
  func agrees(with fragment: CallFragment) -> Bool {
    var theirs = CallKeys()
    for key in fragment.keys { theirs.add(key.kind, key.text) }
    return fragment.claim == nil && fragment.undividedTotal == nil && fragment.call.estimate.isEmpty
      && fragment.call.figures == figures && fragment.call.limits == limits && theirs == keys
  }
}
