import ChargebackModel
import TestSupport
import Testing

private func span(_ from: Int64?, _ to: Int64?) -> DatedSpan {
  DatedSpan(from: from.map { Instant(milliseconds: $0) }, to: to.map { Instant(milliseconds: $0) })
}

@Test func whatIsLeftOfASpanAndWhatIsTakenMakeTheSpanAgain() {
  for seed in UInt64(0)..<500 {
    var random = SeededGenerator(seed: seed)
    func edge() -> Int64? { Bool.random(using: &random) ? nil : Int64.random(in: 0...9, using: &random) }
    func any() -> DatedSpan {
      let (from, to) = (edge(), edge())
      if let from, let to, to <= from { return span(from, from + 1) }
      return span(from, to)
    }
    let (a, b) = (any(), any())
    for moment in Int64(-2)...12 {
      let moment = Instant(milliseconds: moment)
      let isLeft = a.without(b).filter { $0.contains(moment) }.count
      #expect(isLeft == (a.contains(moment) && !b.contains(moment) ? 1 : 0), "seed \(seed)")
      let isCommon = a.intersection(b)?.contains(moment) ?? false
      #expect(isCommon == (a.contains(moment) && b.contains(moment)), "seed \(seed)")
    }
  }
}

@Test func aSpanIsSaidInWords() {
  let day: Int64 = 86_400_000
  #expect(span(nil, nil).description == "at all times")
  #expect(span(0, nil).description == "from 1970-01-01 on")
  #expect(span(nil, day).description == "until 1970-01-02")
  #expect(span(1, day).description == "from 1970-01-01T00:00:00.001Z until 1970-01-02")
}
