import ChargebackModel
import Foundation
import GRDB
import Testing

@testable import Store

/// A path in a folder of its own, which is taken away afterwards.
private func withPath(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "chargeback-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.appending(path: "a.sqlite").path)
}

private func refusal(_ path: String, patience: Double = 30) -> String? {
  do {
    _ = try Store(path: path, patience: patience)
    return nil
  } catch {
    return error.description
  }
}

@Test func aDatabaseIsMadeAndOpenedAgain() throws {
  try withPath { path in
    #expect(refusal(path) == nil)
    #expect(refusal(path) == nil)
  }
}

@Test func aDatabaseOfANewerProgramIsRefused() throws {
  try withPath { path in
    try Store(path: path).pool.write { db in
      try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('999 teleportation')")
    }
    #expect(refusal(path) == "\(path) was written by a newer chargeback: update this one")
  }
}

@Test func aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws {
  try withPath { path in
    let text = Data(String(repeating: "model,price\n", count: 100).utf8)
    try text.write(to: URL(filePath: path))
    #expect(refusal(path) == "\(path): this is no chargeback database")
    #expect(try Data(contentsOf: URL(filePath: path)) == text)
  }
}

@Test func anotherProgramsDatabaseIsRefusedAndLeftAlone() throws {
  try withPath { path in
    let other = try DatabaseQueue(path: path)
    try other.write { try $0.execute(sql: "CREATE TABLE bookmark (url TEXT)") }
    try other.close()
    let bytes = try Data(contentsOf: URL(filePath: path))
    #expect(refusal(path) == "\(path): this is no chargeback database")
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }
}

@Test func aDatabaseInAFolderThatIsNotThereIsRefused() throws {
  try withPath { path in
    #expect(refusal(path + "/a.sqlite") == "\(path)/a.sqlite: the database cannot be opened; does its folder exist?")
  }
}

@Test func aDatabaseThatAnotherProgramKeepsLockedIsRefused() throws {
  try withPath { path in
    let first = try Store(path: path)
    try first.pool.inDatabase { db in
      try db.execute(sql: "BEGIN EXCLUSIVE")
      let second = try Store(path: path, patience: 0.05)
      #expect {
        try second.updatePrices(.price) { _ in [] }
      } throws: {
        "\($0)" == "\(path): another program keeps the database locked"
      }
      try db.execute(sql: "ROLLBACK")
    }
  }
}

@Test func anImportIntoALockedDatabaseIsRefused() throws {
  try withPath { path in
    let first = try Store(path: path)
    try first.pool.inDatabase { db in
      try db.execute(sql: "BEGIN EXCLUSIVE")
      let second = try Store(path: path, patience: 0.05)
      #expect {
        try second.importBatch { _ in }
      } throws: {
        "\($0)" == "\(path): another program keeps the database locked"
      }
      try db.execute(sql: "ROLLBACK")
    }
  }
}

@Test func whatAnotherProgramWritesMeanwhileIsNotSeen() throws {
  try withPath { path in
    let (first, second) = (try Store(path: path), try Store(path: path))
    var call = Call()
    call.profile.sides = .gateway
    call.state(time: Instant(milliseconds: 5), .gatewayRequest)
    let inside = try first.atOneMoment {
      _ = try second.merge([CallFragment(keys: [CallKey(.messageId, "a")], call: call)])
      return [try first.profiles().count, try first.sums(between: [5, 6].map(Instant.init(milliseconds:))).sums.count]
    }
    #expect(inside == [0, 0])
    #expect(try first.profiles().count == 1)
    _ = try first.merge([CallFragment(keys: [CallKey(.messageId, "b")], call: call)])
    #expect(try first.profiles().count == 1)
  }
}
