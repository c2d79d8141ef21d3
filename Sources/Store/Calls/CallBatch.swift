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
    /// The place among `besides` of what is beside it now; -1 where nothing was added.
    var beside = -1
  }

  // Room is kept from batch to batch: new room of such a size is cleared by the system, page by page.
  private var members: [Member] = []
  /// As they stand in the database.
  private var stored: [StoredCall] = []
  private var besides: [CallBeside] = []
  private var places: [Int64: Int] = [:]
  /// New calls have ids in their order from here.
  private var firstNew: Int64 = 0
  private var newPlaces: [Int] = []

  mutating func begin(_ db: Database) throws {
    members.removeAll(keepingCapacity: true)
    stored.removeAll(keepingCapacity: true)
    besides.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    newPlaces.removeAll(keepingCapacity: true)
    firstNew = try CallBlocks.lastId(db) + 1
  }

  /// - Returns: the id of a new call.
  mutating func append(_ figures: CallFigures, profileId: Int64) -> Int64 {
    let id = firstNew + Int64(newPlaces.count)
    newPlaces.append(members.count)
    members.append(Member(id: id, call: StoredCall(figures: figures, profileId: profileId), stored: -1))
    return id
  }

  /// The place of a call that is known, read from the database if need be.
  mutating func place(of id: Int64, _ lookup: CallLookup) throws -> Int {
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

  /// Adds to what is beside a call. False if it was known.
  mutating func keep(_ beside: CallBeside, at place: Int, _ lookup: CallLookup) throws -> Bool {
    if beside.isEmpty { return false }
    let known = try self.beside(at: place, lookup)
    var joined = known
    joined.join(beside)
    if joined == known { return false }
    if members[place].beside < 0 {
      members[place].beside = besides.count
      besides.append(joined)
    } else {
      besides[members[place].beside] = joined
    }
    return true
  }

  func beside(at place: Int, _ lookup: CallLookup) throws -> CallBeside {
    let member = members[place]
    if member.beside >= 0 { return besides[member.beside] }
    return member.stored < 0 ? CallBeside() : try lookup.beside(member.id) ?? CallBeside()
  }

  /// Says that a call turned out to be the same as another.
  /// - Returns: what was known of it.
  mutating func absorb(_ place: Int) -> StoredCall {
    members[place].isAbsorbed = true
    return members[place].call
  }

  // MARK: The end of the batch

  /// Tells the sums what changed.
  func tell(_ sums: SliceSums) {
    for place in members.indices {
      let stored = members[place].stored
      switch (stored < 0, members[place].isAbsorbed) {
      case (true, true): break
      case (true, false): sums.add(members[place].call)
      case (false, true): sums.remove(self.stored[stored])
      case (false, false): sums.change(from: self.stored[stored], to: members[place].call)
      }
    }
  }

  /// Writes what changed.
  func end(_ db: Database) throws {
    var changed: [Int] = []
    for place in members.indices where members[place].stored >= 0 && isChanged(place) { changed.append(place) }
    try write(changed.sorted { members[$0].id < members[$1].id } + newPlaces, CallBlocks(db))
  }

  private func isChanged(_ place: Int) -> Bool {
    members[place].isAbsorbed || members[place].beside >= 0 || members[place].call != stored[members[place].stored]
  }

  /// - Parameter places: of members in the order of their ids.
  private func write(_ places: [Int], _ blocks: CallBlocks) throws {
    let (cells, block) = (CallCells(), CallBlock())
    var next = 0
    while next < places.count {
      let number = CallBlocks.number(of: members[places[next]].id)
      let isThere = try blocks.read(number, into: block) { cells.fill(from: block) } != nil
      if !isThere { cells.removeAll() }
      while next < places.count, CallBlocks.number(of: members[places[next]].id) == number {
        let place = places[next]
        let index = CallBlocks.index(of: members[place].id)
        if members[place].isAbsorbed {
          cells.remove(at: index)
        } else {
          cells.put(members[place].call, at: index)
          if members[place].beside >= 0 { cells.put(besides[members[place].beside], at: index) }
        }
        next += 1
      }
      try blocks.write(cells, number)
    }
  }
}
