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
  private var throttled: Set<Hour> = []
  private var free: [Hour: FreeRegions] = [:]

  init(_ store: Store, _ books: Books, _ period: Period) throws(StoreFailure) {
    var request = ReportRequest(period: period, calendar: ZoneCalendar("UTC")!)
    // Also of these one that was throttled shows that its region was not free.
    request.includesUnjoined = true
    places = try CallGroups(store, books, request, by: [.model, .region])
  }

  /// Takes note of what was called, and whether it was throttled.
  mutating func note(at time: Int64, _ profileId: Int64, isThrottled: Bool) -> Hour? {
    guard let place = places.row(at: time, profileId), isThrottled else { return nil }
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
      let others = places.groups.enumerated().filter { $0.element[0] == model && $0.element[1] != region }
      regions = Set(
        others.compactMap { place, values in
          throttled.contains(Hour(place: place, hour: hour.hour)) ? nil : values[1]
        })
    }
    let result = FreeRegions(regions)
    free[hour] = result
    return result
  }
}
