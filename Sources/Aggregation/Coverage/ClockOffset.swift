/// How far the service's clock is ahead of the gateway's, with what a gateway takes before it calls the service.
///
/// The differences between the times of a gateway's calls and the service's records of the same place pile up at one value
/// if most of them are the same calls, and are scattered if not. So no call need be known to find the value.
struct ClockOffset: Hashable {
  /// What to add to the gateway's times; 0 where it is not known.
  let milliseconds: Int64
  let isKnown: Bool

  static let unknown = ClockOffset(milliseconds: 0, isKnown: false)

  private init(milliseconds: Int64, isKnown: Bool) {
    self.milliseconds = milliseconds
    self.isKnown = isKnown
  }

  /// How far an offset is looked for.
  static let limit: Int64 = 4 * 60_000
  private static let bin: Int64 = 2000

  /// How near to an edge a call may have changed sides: seconds where the offset is known, else minutes.
  var tolerance: Int64 { isKnown ? 30_000 : 3 * 60_000 }

  /// - Parameter places: of each place the times of the gateway's calls and of the service's records, ascending.
  init(_ places: [(gateway: [Int64], service: [Int64])]) {
    var bins = Array(repeating: 0, count: Int(2 * ClockOffset.limit / ClockOffset.bin))
    ClockOffset.eachDifference(places) { bins[Int(($0 + ClockOffset.limit) / ClockOffset.bin)] += 1 }
    // Three bins together, so that a pile on an edge between two is seen.
    let piles = bins.indices.dropFirst().dropLast().map { bins[$0 - 1] + bins[$0] + bins[$0 + 1] }
    let calls = places.reduce(0) { $0 + min($1.gateway.count, $1.service.count) }
    guard let highest = piles.max(), let place = piles.firstIndex(of: highest) else {
      self = .unknown
      return
    }
    let scattered = Double(bins.reduce(0, +) - highest) * 3 / Double(max(1, bins.count - 3))
    // Beyond what chance would pile up, and a good part of all calls.
    guard highest >= 8, Double(highest) > scattered + 6 * scattered.squareRoot(), 3 * (highest - Int(scattered)) > calls
    else {
      self = .unknown
      return
    }
    let centre = Int64(place + 1) * ClockOffset.bin + ClockOffset.bin / 2 - ClockOffset.limit
    var near: [Int64] = []
    ClockOffset.eachDifference(places) { if abs($0 - centre) <= 2 * ClockOffset.bin { near.append($0) } }
    near.sort()
    self.init(milliseconds: near[near.count / 2], isKnown: true)
  }

  private static func eachDifference(_ places: [(gateway: [Int64], service: [Int64])], _ take: (Int64) -> Void) {
    for (gateway, service) in places {
      var first = 0
      for time in gateway {
        while first < service.count, service[first] < time - limit { first += 1 }
        var index = first
        while index < service.count, service[index] < time + limit {
          take(service[index] - time)
          index += 1
        }
      }
    }
  }
}
