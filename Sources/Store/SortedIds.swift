/// A few ids in ascending order, each once; mostly none or one.
struct SortedIds {
  private(set) var first: Int64?
  private(set) var others: [Int64] = []

  var count: Int { first == nil ? 0 : 1 + others.count }

  mutating func insert(_ id: Int64) {
    guard let first else {
      self.first = id
      return
    }
    if id == first || others.contains(id) { return }
    others.append(max(id, first))
    others.sort()
    self.first = min(id, first)
  }
}
