import Crypto
import Foundation
import Store

/// The inputs of a run that were read before by the same rules and have not changed since: they need no second reading.
struct KnownFiles {
  private let rules: Data
  private var places: [InputFile: (place: Data, identity: Data)] = [:]
  private var readings: [InputFile: FileReading] = [:]
  private let began: Double

  /// - Parameters:
  ///   - rules: all that decides what becomes of a record, but for the program itself.
  ///   - now: seconds since 1970.
  init(_ files: [InputFile], _ store: Store, rules: String, now: Double = Date().timeIntervalSince1970) throws {
    began = now
    let program = Bundle.main.executablePath.flatMap(FileIdentity.digest) ?? Data()
    self.rules = Data(SHA256.hash(data: Data(rules.utf8) + program))
    for file in files where file != .standardInput {
      guard let identity = FileIdentity.digest(path: file.path) else { continue }
      let place = Data(SHA256.hash(data: self.rules + Data(file.absolutePath.utf8)))
      places[file] = (place, identity)
      guard let text = try store.reading(place: place, identity: identity) else { continue }
      readings[file] = try? JSONDecoder().decode(FileReading.self, from: text)
    }
  }

  /// Of the file as it was when the run began; nil for what is no file.
  func identity(of file: InputFile) -> Data? { places[file]?.identity }

  /// What was read of this file before; nil if it must be read.
  func reading(of file: InputFile) -> FileReading? { readings[file] }

  /// What to keep of a file that has now been read; nil if it changed meanwhile or a moment before.
  func remembrance(of file: InputFile, _ reading: FileReading) -> JoiningStep? {
    guard let known = places[file], FileIdentity.isSettled(path: file.path, at: began),
      FileIdentity.digest(path: file.path) == known.identity, let text = try? JSONEncoder().encode(reading)
    else { return nil }
    return .fileRead(place: known.place, identity: known.identity, reading: text)
  }
}
