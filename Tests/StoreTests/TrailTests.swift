import ChargebackModel
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

private func input(_ path: String, _ member: String = "", identity: String = "a") -> TrailInput {
  var input = TrailInput(path: path, identity: Data(identity.utf8), readAt: 0, dateOrder: nil)
  input.member = member
  input.formats = ["hub"]
  return input
}

private func fragment(_ keys: CallKey...) -> CallFragment {
  var call = Call()
  call.profile.sides = .gateway
  return CallFragment(keys: keys, call: call)
}

extension Store {
  /// Joins records that stand at these places of an input.
  fileprivate func take(_ records: [(place: String, fragment: CallFragment)], of input: TrailInput) throws {
    try importBatch { writer in
      var trail = Trail()
      for (place, fragment) in records {
        _ = try writer.merge(fragment)
        trail.append(TrailPlace(place), call: writer.latestCall)
      }
      try writer.keep(trail, of: input)
    }
  }

  fileprivate func places(of key: CallKey) throws -> [String] {
    guard let call = try calls(named: [key])[key] else { return [] }
    return try trail(of: call).map { "\($0.input.path)\($0.input.member) \($0.place)" }
  }

  fileprivate var trailRows: Int {
    get throws { try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM trail")! } }
  }
}

@Suite struct TrailTests {
  private let a = CallKey(.messageId, "84bd6199-b1bc-4efa-95a6-67b6330ac1af")
  private let b = CallKey(.apimRequestId, "b")

  @Test(arguments: [
    "1", "17", "17:5", "0:0", "record 3", "record 3, line 2", "", "017", "17:", "17:05", "record", "record 03",
    "recor 1",
    "999999999999999999", "9999999999999999999999", "5:5:5", "-1", "raw/é", "\u{661}",
  ])
  func aPlaceIsReadBackAsItWas(_ text: String) throws {
    let entries = [TrailBytes.Entry(place: TrailPlace(text), call: 7)]
    let read = try TrailBytes.encoded(entries).withUnsafeBytes(TrailBytes.decoded)
    #expect(read.map(\.place.text) == [text])
    #expect(read == entries)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func anyTrailIsReadBackAsItWas(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let entries = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
      let number = Int64.random(
        in: [0...3, 0...999_999_999_999_999_999].randomElement(using: &generator)!, using: &generator)
      let form: TrailPlace.Form = [.number, .column(number / 3), .record, .text("x \(number)")]
        .randomElement(using: &generator)!
      let call = Int64.random(in: [1...9, Int64.min...Int64.max].randomElement(using: &generator)!, using: &generator)
      return TrailBytes.Entry(place: TrailPlace(number: number, form: form), call: call)
    }
    let bytes = TrailBytes.encoded(entries)
    #expect(try bytes.withUnsafeBytes(TrailBytes.decoded) == entries, "seed \(seed)")
  }

  @Test func recordsThatFollowEachOtherTakeTwoBytes() {
    let entries = (1...1000).map { TrailBytes.Entry(place: TrailPlace("\($0)"), call: Int64($0)) }
    #expect(TrailBytes.encoded(entries).count == 2000)
  }

  @Test func damagedBytesAreAFailureAndNoCrash() {
    let whole = TrailBytes.encoded([.init(place: TrailPlace("raw/long name"), call: 1 << 40)])
    for count in 1..<whole.count {
      #expect(throws: StoreFailure.self) { try whole.prefix(count).withUnsafeBytes(TrailBytes.decoded) }
    }
    #expect(throws: StoreFailure.self) {
      try [UInt8](repeating: 0xFF, count: 40).withUnsafeBytes(TrailBytes.decoded)
    }
  }

  @Test func everyPlaceOfACallIsKnownAlsoThoseOfCopies() throws {
    let store = try Store.empty()
    try store.take([("1", fragment(b)), ("2", fragment(a)), ("10", fragment(a))], of: input("/hub"))
    try store.take([("record 4", fragment(a))], of: input("/copy.zip", ":hub"))
    #expect(try store.places(of: a) == ["/copy.zip:hub record 4", "/hub 2", "/hub 10"])
    #expect(try store.places(of: b) == ["/hub 1"])
    #expect(try store.places(of: CallKey(.messageId, "b")) == [])
  }

  @Test func readingAnInputAgainAddsNothingButWhatIsNew() throws {
    let store = try Store.empty()
    let records = [("1", fragment(a)), ("2", fragment(b))]
    try store.take(records, of: input("/hub"))
    try store.take(records, of: input("/hub"))
    #expect(try store.trailRows == 1)
    try store.take(records + [("3", fragment(a))], of: input("/hub", identity: "grown"))
    #expect(try store.trailRows == 2)
    #expect(try store.places(of: a) == ["/hub 1", "/hub 3"])
    #expect(try store.trailInputs().map(\.identity) == [Data("grown".utf8)])
  }

  @Test func aCallThatTurnsOutToBeAnotherBringsItsPlaces() throws {
    let store = try Store.empty()
    try store.take([("1", fragment(a))], of: input("/requests"))
    try store.take([("1", fragment(b))], of: input("/service"))
    try store.take([("7", fragment(a, b))], of: input("/responses"))
    let expected = ["/requests 1", "/responses 7", "/service 1"]
    #expect(try store.places(of: a) == expected)
    #expect(try store.places(of: b) == expected)
    // Under its other id, of before.
    try store.take([("1", fragment(b))], of: input("/service"))
    #expect(try store.places(of: b) == expected)
  }

  @Test func aBatchThatFailsLeavesNoTrail() throws {
    struct Stop: Error {}
    let store = try Store.empty()
    #expect(throws: Stop.self) {
      try store.importBatch { writer in
        var trail = Trail()
        _ = try writer.merge(fragment(a))
        trail.append(TrailPlace("1"), call: writer.latestCall)
        try writer.keep(trail, of: input("/hub"))
        throw Stop()
      }
    }
    #expect(try store.trailRows == 0)
    #expect(try store.trailInputs() == [])
  }

  @Test func aUUIDIsFoundInAnyCaseAndAnotherIdAsItIs() throws {
    let store = try Store.empty()
    try store.take([("1", fragment(a, CallKey(.responseId, "resp_A")))], of: input("/hub"))
    func finds(_ kind: CallKey.Kind, _ text: String) throws -> Bool {
      try !store.calls(named: [CallKey(kind, text)]).isEmpty
    }
    #expect(try finds(.messageId, a.text.uppercased()))
    #expect(try finds(.responseId, "resp_A"))
    #expect(try !finds(.responseId, "resp_a"))
    #expect(try !finds(.responseId, ""))
  }
}
