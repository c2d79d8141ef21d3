import ChargebackModel
import Foundation
import Store

/// What a record asks of the database.
enum JoiningStep: Sendable {
  /// Says something about a call. `place` is the record's in its input; nil for what several records say together, which
  /// was counted with them.
  indirect case fragment(CallFragment, place: TrailPlace?)
  /// The same of a record that says nothing out of the ordinary: the call of that number in its portion.
  case plain(Int, place: TrailPlace)
  case event(ResourceEvent)
  case aggregates([UsageAggregate])
  case rejected(digest: Data, code: IssueCode)
  /// Says that all of an input has been read, in the transaction that ends its joining.
  case fileRead(place: Data, identity: Data, reading: Data)
}

/// Some records of one file, in their order.
struct JoiningPortion: Sendable {
  /// Number of the file among those of the run.
  let file: Int
  let steps: [JoiningStep]
  /// Apart from the steps, for they are long and there are many: so none is copied.
  let calls: [PlainCall]
  /// Profiles that plain calls speak of from here on; they are counted from 0 over all portions of a run.
  var profiles: [CallProfile] = []
  /// Whether a transaction ends behind it: after a file and after so many records.
  let endsBatch: Bool
  /// Where the records stand; nil where there are none.
  var input: TrailInput?
}

/// What the records of one file were to the database.
struct JoiningCounts: Sendable {
  var merged: Int64 = 0
  var duplicates: Int64 = 0
  var newCalls: Int64 = 0

  /// - Parameter isRecord: whether the outcome is that of a record, and not of what several say together.
  mutating func take(_ outcome: CallWriter.Outcome, isRecord: Bool = true) {
    if case .merged(let calls) = outcome { newCalls += Int64(calls) }
    if isRecord { take(isNew: outcome != .duplicate) }
  }

  mutating func take(isNew: Bool) {
    if isNew { merged += 1 } else { duplicates += 1 }
  }
}
