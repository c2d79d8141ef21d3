import ChargebackModel
import GRDB

/// The calls that a batch is about, in memory until it ends: each block is read and written once, however many records tell
/// of its calls.
struct CallBatch {
  /// A call as it is now.
  private struct Member {
    let id: Int64
    var call: StoredCall
    /// Whether it turned out to be the same as another.
    var isAbsorbed = false
    /// Its place among `stored`; -1 for a new call.
    let stored: Int
  }

  private var members: [Member] = []
  /// As they stand in the database.
  private var stored: [StoredCall] = []
  private var places: [Int64: Int] = [:]
  /// New calls have ids in their order from here.
  private let firstNew: Int64
  private var newPlaces: [Int] = []
  private let blocks: CallBlocks
  private let lookup: CallLookup
  /// Calls that a batch mostly is about.
  private static let usual = 50_000

  init(_ db: Database) throws {
    firstNew = try CallBlocks.lastId(db) + 1
    blocks = try CallBlocks(db)
    lookup = try CallLookup(db)
    members.reserveCapacity(CallBatch.usual)
    newPlaces.reserveCapacity(CallBatch.usual)
  }

  /// - Returns: the id of a new call.
  mutating func append(_ figures: CallFigures, profileId: Int64) -> Int64 {
    let id = firstNew + Int64(newPlaces.count)
    newPlaces.append(members.count)
    members.append(Member(id: id, call: StoredCall(figures: figures, profileId: profileId), stored: -1))
    return id
  }

  /// The place of a call that is known, read from the database if need be.
  mutating func place(of id: Int64) throws -> Int {
    if id >= firstNew { return newPlaces[Int(id - firstNew)] }
    if let place = places[id] { return place }
    guard let call = try lookup.call(id) else {
      throw StoreFailure("the database is damaged: a key leads to call \(id), which is not there")
    }
    places[id] = members.count
    members.append(Member(id: id, call: call, stored: stored.count))
    stored.append(call)
    return members.count - 1
  }

  subscript(place: Int) -> StoredCall {
    get { members[place].call }
    _modify { yield &members[place].call }
  }

  /// Says that a call turned out to be the same as another.
  /// - Returns: what was known of it.
  mutating func absorb(_ place: Int) -> StoredCall {
    members[place].isAbsorbed = true
    return members[place].call
  }

  // MARK: The end of the batch

  /// Writes what changed and tells the sums.
  mutating func end(_ sums: inout SliceSums) throws {
    var changed: [Int] = []
    for place in members.indices {
      let stored = members[place].stored
      if stored < 0 {
        if !members[place].isAbsorbed { sums.change(from: nil, to: members[place].call) }
      } else if members[place].isAbsorbed || members[place].call != self.stored[stored] {
        changed.append(place)
        sums.change(from: self.stored[stored], to: members[place].isAbsorbed ? nil : members[place].call)
      }
    }
    lookup.end()
    try write(changed.sorted { members[$0].id < members[$1].id } + newPlaces)
  }

  /// - Parameter places: of members in the order of their ids.
  private func write(_ places: [Int]) throws {
    let (cells, block) = (CallCells(), CallBlock())
    var next = 0
    while next < places.count {
      let number = CallBlocks.number(of: members[places[next]].id)
      let isThere = try blocks.read(number, into: block) { cells.fill(from: block) } != nil
      if !isThere { cells.removeAll() }
      while next < places.count, CallBlocks.number(of: members[places[next]].id) == number {
        let member = members[places[next]]
        cells.put(member.isAbsorbed ? nil : member.call, at: CallBlocks.index(of: member.id))
        next += 1
      }
      try blocks.write(cells, number)
    }
  }
}
