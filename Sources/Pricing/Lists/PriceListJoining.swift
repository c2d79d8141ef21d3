extension PriceList {
  /// Adds another list of the same kind.
  package mutating func add(_ other: PriceList) {
    rows += other.rows
    problems += other.problems
    remarks += other.remarks
    asides += other.asides
    balance.add(other.balance)
  }
}

extension PriceListBalance {
  package mutating func add(_ other: PriceListBalance) {
    read += other.read
    for fate in Fate.allCases { self[fate] += other[fate] }
  }
}
