import ChargebackModel
import Store

/// Finds the row of a report that a call belongs to, for reports that look at every call by itself: two look-ups in
/// arrays a call, so that texts are compared once for each profile and not for each call.
///
/// Between two moments at which a register changes, a profile has the same values; the hour, day and month depend on the
/// time alone. Calls that a filter or the rules of `UnjoinedService` leave out belong to no row.
struct CallGroups {
  /// The values of each row, in the order of its number.
  private(set) var groups: [[String?]] = []

  private let dimensions: [Dimension]
  private let books: Books
  private let request: ReportRequest
  private let unjoined: UnjoinedService
  private var profiles: [CallProfile?]
  /// The slices of time in which everything but the calls is constant: their starts, and the end of the last.
  let edges: [Int64]
  /// By slice: the number of the registers' state, and that of the values of time; -1 where a filter leaves it out.
  private var states: [Int] = []
  private var times: [Int] = []
  private var timeValues: [[String?]] = []
  /// By state and profile: the number of the other values, -1 where the call is left out, -2 where nobody looked yet.
  private var places: [[Int]] = []
  private var placeValues: [[String?]] = []
  private var placeNumbers: [[String?]: Int] = [:]
  /// By place and time: the row's number; -1 where it has none yet.
  private var rows: [Int] = []
  private var latest = 0

  /// Whether a call's tokens are reported is not looked at.
  static let refused: Set<Dimension> = [.usageSource]
  private static let timeDimensions: Set<Dimension> = [.hour, .hourOfDay, .day, .month]

  init(
    _ store: Store, _ books: Books, _ request: ReportRequest, by dimensions: [Dimension]
  ) throws(StoreFailure) {
    self.dimensions = dimensions
    self.books = books
    self.request = request
    unjoined = try UnjoinedService(store)
    let known = try store.profiles()
    profiles = Array(repeating: nil, count: Int(known.keys.max() ?? 0) + 1)
    for (id, profile) in known { profiles[Int(id)] = profile }

    let period = request.period
    let changes = Set(books.directory.edges + books.deployments.edges + unjoined.edges)
    var moments = changes.filter { $0 > period.start && $0 < period.end }
    for dimension in dimensions + request.filters.map(\.dimension) {
      moments.formUnion(request.calendar.edges(of: dimension, in: period))
    }
    let starts = [period.start] + moments.sorted()
    edges = starts.map(\.milliseconds) + [period.end.milliseconds]
    var numbers: [[String?]: Int] = [:]
    for start in starts {
      if states.isEmpty || changes.contains(start) { places.append(Array(repeating: -2, count: profiles.count)) }
      states.append(places.count - 1)
      let isChosen = request.filters.allSatisfy { filter in
        !CallGroups.timeDimensions.contains(filter.dimension)
          || filter.matches(request.calendar.label(filter.dimension, start))
      }
      let values = dimensions.map {
        CallGroups.timeDimensions.contains($0) ? request.calendar.label($0, start) : nil
      }
      let number = numbers[values] ?? timeValues.count
      if number == timeValues.count {
        numbers[values] = number
        timeValues.append(values)
      }
      times.append(isChosen ? number : -1)
    }
  }

  /// The profile that calls or attempts refer to by this number.
  func profile(_ id: Int64) -> CallProfile? { profiles.indices.contains(Int(id)) ? profiles[Int(id)] : nil }

  /// Which profiles are of a kind, by their numbers.
  func flags(_ isOne: (CallProfile) -> Bool) -> [Bool] { profiles.map { $0.map(isOne) ?? false } }

  /// Takes a profile in that the database does not hold.
  /// - Returns: the number to refer to it by.
  mutating func add(_ profile: CallProfile) -> Int64 {
    profiles.append(profile)
    for state in places.indices { places[state].append(-2) }
    return Int64(profiles.count - 1)
  }

  /// The row of a call with this profile at this moment, which lies in the period; nil where it belongs to none.
  mutating func row(at time: Int64, _ profileId: Int64) -> Int? {
    if time < edges[latest] || time >= edges[latest + 1] { latest = slice(of: time) }
    // One that was not there when the report began.
    guard times[latest] >= 0, profileId < profiles.count else { return nil }
    let state = states[latest]
    var place = places[state][Int(profileId)]
    if place < -1 {
      place = newPlace(of: profileId)
      places[state][Int(profileId)] = place
    }
    guard place >= 0 else { return nil }
    let index = place * timeValues.count + times[latest]
    if rows[index] < 0 {
      rows[index] = groups.count
      groups.append(zip(placeValues[place], timeValues[times[latest]]).map { $0 ?? $1 })
    }
    return rows[index]
  }

  private func slice(of time: Int64) -> Int {
    var (low, high) = (0, edges.count - 2)
    while low < high {
      let middle = (low + high + 1) / 2
      if edges[middle] <= time { low = middle } else { high = middle - 1 }
    }
    return low
  }

  private mutating func newPlace(of profileId: Int64) -> Int {
    guard let profile = profiles[Int(profileId)] else { return -1 }
    let moment = Instant(milliseconds: edges[latest])
    if unjoined.isTwin(profile, at: moment), !request.includesUnjoined { return -1 }
    let call = ResolvedCall(profile, books, at: moment)
    let isChosen = request.filters.allSatisfy { filter in
      CallGroups.timeDimensions.contains(filter.dimension) || filter.matches(call.value(filter.dimension))
    }
    guard isChosen else { return -1 }
    let values = dimensions.map(call.value)
    if let known = placeNumbers[values] { return known }
    placeNumbers[values] = placeValues.count
    placeValues.append(values)
    rows += Array(repeating: -1, count: timeValues.count)
    return placeValues.count - 1
  }
}
