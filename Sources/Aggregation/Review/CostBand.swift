import ChargebackModel

/// Where the middle of some days' costs lies and how far from it they usually are: median and median absolute
/// deviation, which one wild day among them cannot move far. All of it is exact: nothing is halved.
///
/// Source of the measure: Leys et al., "Detecting outliers", Journal of Experimental Social Psychology 49 (2013).
struct CostBand {
  /// Two times the median.
  private let doubleMedian: Money
  /// Four times the median absolute deviation.
  private let quadrupleDeviation: Money

  /// - Parameter costs: at least one.
  init?(_ costs: [Money]) {
    guard let median = CostBand.doubleMedian(costs) else { return nil }
    let deviations = costs.compactMap { CostBand.doubleDistance($0, median) }
    guard deviations.count == costs.count, let deviation = CostBand.doubleMedian(deviations) else { return nil }
    (doubleMedian, quadrupleDeviation) = (median, deviation)
  }

  var median: Money { doubleMedian.divided(by: 2) }

  enum Side {
    case above, below
  }

  /// On which side of the median a cost lies that is more than five deviations, and more than half the median, away from
  /// it; nil for one that does not.
  func side(of cost: Money) -> Side? {
    guard let double = cost.times(whole: 2), let distance = (double - doubleMedian).magnitude.times(whole: 2),
      let usual = quadrupleDeviation.times(whole: 5), distance > usual, distance > doubleMedian
    else { return nil }
    return double > doubleMedian ? .above : .below
  }

  private static func doubleMedian(_ costs: [Money]) -> Money? {
    guard !costs.isEmpty else { return nil }
    let sorted = costs.sorted()
    return sorted[(sorted.count - 1) / 2].adding(sorted[sorted.count / 2])
  }

  private static func doubleDistance(_ cost: Money, _ doubleMedian: Money) -> Money? {
    cost.times(whole: 2).map { ($0 - doubleMedian).magnitude }
  }
}
