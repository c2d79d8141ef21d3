import ChargebackModel
import GRDB

/// A call whose tokens are reported, bare: what is needed to tell whether another source tells of the same call.
package struct MeteredCall: Hashable, Sendable {
  package let id: Int64
  package let time: Instant
  package let profileId: Int64
  package let usage: TokenUsage
}

extension Store {
  /// The sets of sources that calls of the gateway have, each once; also of calls that have been joined to others since.
  package func gatewaySources() throws(StoreFailure) -> [Set<String>] {
    try read { db in
      try String.fetchAll(db, sql: "SELECT DISTINCT sources FROM profile WHERE sides & 1 ORDER BY sources")
        .map(ProfileRow.list)
    }
  }

  /// The profiles of the gateway's calls whose sources are one of these sets, in an order that depends on what they say
  /// and not on when they were read.
  package func gatewayProfiles(
    of sources: Set<Set<String>>
  ) throws(StoreFailure) -> [(id: Int64, profile: CallProfile)] {
    try read { db in
      var profiles: [(id: Int64, profile: CallProfile)] = []
      let rows = try SQLStatement(db, ProfileRow.selectSQL + " WHERE sides & 1 ORDER BY digest")
      defer { rows.reset() }
      while try rows.step() {
        let profile = ProfileRow.profile(rows)
        if sources.contains(profile.sources) { profiles.append((ProfileRow.id(rows), profile)) }
      }
      return profiles
    }
  }

  /// The metered calls of these profiles in `start ..< end`.
  package func meteredCalls(
    from start: Instant, to end: Instant, ofProfiles ids: [Int64]
  ) throws(StoreFailure) -> [MeteredCall] {
    try read { db in
      let (wanted, cursor) = (Set(ids), CallCursor(db))
      var calls: [MeteredCall] = []
      if end <= start { return calls }
      try cursor.begin(times: start.milliseconds...(end.milliseconds - 1))
      while try cursor.next() {
        guard wanted.contains(cursor.value(CallColumn.profileId)), let call = cursor.call else { continue }
        let usage = call.usage
        guard let time = call.figures.time?.value, usage.usedMeters() != nil else { continue }
        calls.append(MeteredCall(id: cursor.id, time: time, profileId: call.profileId, usage: usage))
      }
      return calls
    }
  }
}
