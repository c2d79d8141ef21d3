import ChargebackModel
import Store

/// In which hours which model was throttled in which region, whoever called: whatever a report's filters choose.
struct ThrottledHours {
  /// An hour of a model in a region.
  struct Hour: Hashable {
    fileprivate let place: Int
    fileprivate let hour: Int64
  }

  private var places: CallGroups
  /// Places that took calls in the period, by their numbers.
  private var open: Set<Int> = []
  private var throttled: Set<Hour> = []
  private var free: [Hour: FreeRegions] = [:]

  init(_ store: Store, _ books: Books, _ period: Period) throws(StoreFailure) {
    var request = ReportRequest(period: period, calendar: ZoneCalendar("UTC")!)
    // Also of these one that was throttled shows that its region was not free.
    request.includesUnjoined = true
    places = try CallGroups(store, books, request, by: [.model, .region])
  }

  /// Takes note of which regions took calls of which models.
  mutating func readPlaces(_ store: Store, _ basis: CallBasis) throws(StoreFailure) {
    let refused = Set(places.profileIds { $0[.statusCode] == "429" })
    var open = open
    try places.countCalls(store, basis) { place, profileId, _ in
      if !refused.contains(profileId) { open.insert(place) }
    }
    self.open = open
  }

  /// Takes note of what was throttled, at a moment in the period.
  mutating func noteThrottled(at time: Int64, _ profileId: Int64) -> Hour? {
    guard let place = places.row(at: time, profileId) else { return nil }
    let hour = Hour(place: place, hour: time / 3_600_000)
    throttled.insert(hour)
    return hour
  }

  /// Takes the profile of an attempt in.
  /// - Returns: the number to note it by.
  mutating func add(_ profile: CallProfile) -> Int64 { places.add(profile) }

  /// Valid when all calls have been noted.
  mutating func freeRegions(in hour: Hour) -> FreeRegions {
    if let known = free[hour] { return known }
    let (model, region) = (places.groups[hour.place][0], places.groups[hour.place][1])
    var regions: Set<String>?
    if let model, let region {
      let free = open.filter { place in
        places.groups[place][0] == model && !throttled.contains(Hour(place: place, hour: hour.hour))
      }
      regions = Set(free.compactMap { places.groups[$0][1] }).subtracting([region])
    }
    let result = FreeRegions(regions)
    free[hour] = result
    return result
  }
}
