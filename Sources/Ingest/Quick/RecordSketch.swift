import ChargebackModel
import Store

/// What a quick reader finds in a record: the figures, and the bytes that decide the profile.
struct RecordSketch {
  let profile = ProfileBytes()
  /// Its profile is not known yet.
  var call = PlainCall(profile: 0)

  mutating func removeAll() {
    profile.removeAll()
    call = PlainCall(profile: 0)
  }

  /// Whether a format found just these figures in the record.
  func agrees(with fragment: CallFragment) -> Bool {
    var theirs = CallKeys()
    for key in fragment.keys { theirs.add(key.kind, key.text) }
    return fragment.claim == nil && fragment.undividedTotal == nil && fragment.call.attempts.isEmpty
      && fragment.call.filterMarks.isEmpty
      && fragment.call.estimate == call.estimate ?? CallEstimate()
      && fragment.call.figures == call.figures && fragment.call.limits == call.limits && theirs == call.keys
  }
}
