/// Which slices to read for the sum of a span, so that they are few: where a span nearly fills a longer slice, that one
/// is read and the shorter ones that it has too many are taken away again.
///
///     a month by the clocks of Kolkata: the last 22 quarter hours of September, October, less October's last 22
struct SlicePlan: Equatable {
  /// Slices of one unit, side by side.
  struct Run: Equatable {
    let unit: TimeSlice.Unit
    let span: Range<Int64>
    /// -1 where they are taken away.
    let sign: Int64
  }

  private(set) var runs: [Run] = []
  /// How many slices are read.
  private(set) var count: Int64 = 0

  /// - Parameter span: in milliseconds; both ends are starts of slices of the unit.
  init(_ span: Range<Int64>, in unit: TimeSlice.Unit = .quarterHour) {
    add(unit, from: span.lowerBound, to: span.upperBound)
    guard let longer = unit.longer, let start = SlicePlan.nearest(longer, to: span.lowerBound, in: unit, isStart: true),
      let end = SlicePlan.nearest(longer, to: span.upperBound, in: unit, isStart: false), start < end
    else { return }
    var other = SlicePlan(start..<end, in: longer)
    other.add(unit, from: span.lowerBound, to: start)
    other.add(unit, from: end, to: span.upperBound)
    if other.count < count { self = other }
  }

  /// Where the end of a span goes when longer slices are read between its ends: inwards, or outwards if that leaves fewer
  /// slices to read, the longer one included. Nil at the ends of all time.
  private static func nearest(
    _ longer: TimeSlice.Unit, to moment: Int64, in unit: TimeSlice.Unit, isStart: Bool
  ) -> Int64? {
    guard let slice = TimeSlice(longer, containing: moment) else { return nil }
    if slice.start == moment { return moment }
    let before = TimeSlice.count(unit, from: slice.start, to: moment)
    let after = TimeSlice.count(unit, from: moment, to: slice.end)
    return before + (isStart ? 1 : 0) < after + (isStart ? 0 : 1) ? slice.start : slice.end
  }

  /// - Parameter end: may come before the start: then what lies between is taken away.
  private mutating func add(_ unit: TimeSlice.Unit, from start: Int64, to end: Int64) {
    if start == end { return }
    runs.append(Run(unit: unit, span: min(start, end)..<max(start, end), sign: start < end ? 1 : -1))
    count += abs(TimeSlice.count(unit, from: start, to: end))
  }
}
