import ChargebackModel
import Store

/// Finds the row of a report that a call belongs to, for reports that look at every call by itself: two look-ups in
/// arrays a call, so that texts are compared once for each profile and not for each call.
///
/// Calls that a filter or the rules of `UnjoinedService` leave out belong to no row.
struct CallGroups {
  /// The values of each row, in the order of its number.
  private(set) var groups: [[String?]] = []
  let slices: ReportSlices

  private let dimensions: [Dimension]
  private let books: Books
  private let request: ReportRequest
  private let unjoined: UnjoinedService
  private var profiles: [CallProfile?]
  /// Of `slices`, in milliseconds since 1970 UTC.
  private let edges: [Int64]
  /// The different values of the dimensions of time.
  private var times: [[String?]] = []
  /// By slice: the number of its times; -1 where a filter leaves it out.
  private var timeNumbers: [Int] = []
  /// By epoch and profile: the number of the other values; -1 where the call is left out, -2 where nobody looked yet.
  private var places: [[Int]] = []
  private var placeValues: [[String?]] = []
  private var placeNumbers: [[String?]: Int] = [:]
  /// By place and time: the row's number; -1 where it has none yet.
  private var rows: [Int] = []
  /// The slice of the last call: the next is mostly of the same.
  private var latest = 0

  /// Whether a call's tokens are reported is not looked at.
  static let refused: Set<Dimension> = [.usageSource]

  init(
    _ store: Store, _ books: Books, _ request: ReportRequest, by dimensions: [Dimension]
  ) throws(StoreFailure) {
    self.dimensions = dimensions
    self.books = books
    self.request = request
    let known = try store.profiles()
    profiles = Array(repeating: nil, count: Int(known.keys.max() ?? 0) + 1)
    for (id, profile) in known { profiles[Int(id)] = profile }
    unjoined = try UnjoinedService(store, known, books.resources)
    slices = ReportSlices(request, by: dimensions, changes: books.changes(in: request.period) + unjoined.edges)
    edges = slices.edges.map(\.milliseconds)
    var numbers: [[String?]: Int] = [:]
    for label in slices.labels {
      guard slices.matches(request.filters, label: label) else {
        timeNumbers.append(-1)
        continue
      }
      let values = dimensions.map { $0.isOfTime ? slices.value($0, label: label) : nil }
      if numbers[values] == nil {
        numbers[values] = times.count
        times.append(values)
      }
      timeNumbers.append(numbers[values]!)
    }
    places = Array(
      repeating: Array(repeating: -2, count: profiles.count), count: (slices.epochs.last ?? -1) + 1)
  }

  /// The profile that calls or attempts refer to by this number.
  func profile(_ id: Int64) -> CallProfile? { profiles.indices.contains(Int(id)) ? profiles[Int(id)] : nil }

  /// The numbers of the profiles that are of a kind, upwards.
  func profileIds(_ isOne: (CallProfile) -> Bool) -> [Int64] {
    profiles.indices.filter { profiles[$0].map(isOne) ?? false }.map(Int64.init)
  }

  /// Takes a profile in that the database does not hold.
  /// - Returns: the number to refer to it by.
  mutating func add(_ profile: CallProfile) -> Int64 {
    profiles.append(profile)
    for epoch in places.indices { places[epoch].append(-2) }
    return Int64(profiles.count - 1)
  }

  /// The row of a call with this profile at this moment, which lies in the period; nil where it belongs to none.
  mutating func row(at time: Int64, _ profileId: Int64) -> Int? {
    if time < edges[latest] || time >= edges[latest + 1] { latest = slice(of: time) }
    let number = timeNumbers[latest]
    // A profile that was not there when the report began is none of it.
    guard number >= 0, profileId < profiles.count else { return nil }
    var place = places[slices.epochs[latest]][Int(profileId)]
    if place == -2 {
      place = newPlace(of: profileId)
      places[slices.epochs[latest]][Int(profileId)] = place
    }
    guard place >= 0 else { return nil }
    let index = place * times.count + number
    if rows[index] < 0 {
      rows[index] = groups.count
      groups.append(zip(placeValues[place], times[number]).map { $0 ?? $1 })
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
    let moment = slices.start(ofEpoch: slices.epochs[latest])
    if unjoined.isTwin(profile, at: moment), !request.includesUnjoined { return -1 }
    let call = ResolvedCall(profile, books, at: moment)
    guard request.filters.allSatisfy({ $0.dimension.isOfTime || $0.matches(call.value($0.dimension)) }) else {
      return -1
    }
    let values = dimensions.map(call.value)
    if let known = placeNumbers[values] { return known }
    placeNumbers[values] = placeValues.count
    placeValues.append(values)
    rows += Array(repeating: -1, count: times.count)
    return placeValues.count - 1
  }
}
