import ChargebackModel
import Pricing
import Store

/// What is needed to read calls one by one as reports read them in sums.
final class CallResolving {
  let store: Store
  let books: Books
  let calendar: ZoneCalendar
  let inputTokenBounds: [Int64]
  private let profiles: [Int64: CallProfile]
  private let unjoined: UnjoinedService
  /// The moments at which a register changes, sorted.
  private let edges: [Instant]
  private var resolved: [Place: ResolvedCall] = [:]
  private var latest: (place: Place, call: ResolvedCall)?

  private struct Place: Hashable {
    let slice: Int
    let profileId: Int64
  }

  init(_ store: Store, _ books: Books, _ calendar: ZoneCalendar) throws(StoreFailure) {
    self.store = store
    self.books = books
    self.calendar = calendar
    inputTokenBounds = books.costs.inputTokenBounds
    profiles = try store.profiles()
    unjoined = try UnjoinedService(store, profiles, books.resources)
    edges = Set(books.directory.edges + books.deployments.edges + unjoined.edges).sorted()
  }

  /// Calls that reports leave out as second copies of others.
  func copies(in span: Range<Int64>) throws(StoreFailure) -> Set<Int64> {
    guard let known = try store.timeRange() else { return [] }
    let start = max(span.lowerBound, known.lowerBound.milliseconds)
    let end = max(start, min(span.upperBound, known.upperBound.milliseconds + 1))
    let period = Period(
      start: Instant(milliseconds: start), end: Instant(milliseconds: end), timeZone: calendar.name)
    return try SecondCopies(store, books, period).ids
  }

  func resolve(_ call: RecordedCall) -> ResolvedCall {
    // Nothing changes between two edges.
    let place = Place(slice: edges.partition { $0 <= call.time }, profileId: call.profileId)
    if let latest, latest.place == place { return latest.call }
    let found = resolved[place] ?? ResolvedCall(profiles[call.profileId] ?? CallProfile(), books, at: call.time)
    resolved[place] = found
    latest = (place, found)
    return found
  }

  /// Whether no key joins the call to the gateway's, so that it may be the twin of one of them.
  func isTwin(_ call: RecordedCall, _ resolved: ResolvedCall) -> Bool {
    unjoined.isTwin(resolved.profile, at: call.time)
  }
}

extension [Instant] {
  /// How many of the first ones fulfil what all behind them do not.
  fileprivate func partition(_ isBefore: (Instant) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
