import ChargebackModel
import Store

/// The profiles whose calls may be second copies of each other: those of two gateways that serve different resources or
/// callers are left out, so that nobody need look at their calls.
struct ComparedProfiles {
  private(set) var ids: [Int64] = []
  private let ranks: [Int64: Int]
  private let profiles: [Int64: CallProfile]
  private let books: Books

  /// - Parameters:
  ///   - all: in an order that does not depend on when they were read.
  ///   - pairs: the sets of sources to compare.
  init(_ all: [(id: Int64, profile: CallProfile)], _ pairs: [(Set<String>, Set<String>)], _ books: Books) {
    self.books = books
    ranks = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($0.element.id, $0.offset) })
    profiles = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.profile) })
    var marks: [Set<String>: Set<CallMarks>] = [:]
    for (_, profile) in all { marks[profile.sources, default: []].insert(CallMarks(profile, model: nil)) }
    var compared: [Set<String>: Set<CallMarks>] = [:]
    for (a, b) in pairs {
      for (one, other) in [(a, b), (b, a)] {
        let mates = marks[other] ?? []
        let some = (marks[one] ?? []).filter { mark in mates.contains { !mark.contradicts($0) } }
        compared[one, default: []].formUnion(some)
      }
    }
    ids = all.filter { compared[$0.profile.sources]?.contains(CallMarks($0.profile, model: nil)) == true }.map(\.id)
  }

  /// A call of one of the profiles, with what its profile says on that day.
  func candidate(_ call: MeteredCall, on day: Instant) -> CopyMatch.Candidate {
    let profile = profiles[call.profileId]!
    let served = ServedModel(profile, books.deployments, at: day)
    return CopyMatch.Candidate(
      call: call, sources: profile.sources, marks: CallMarks(profile, model: served.model),
      rank: ranks[call.profileId]!)
  }
}
