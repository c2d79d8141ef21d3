import ChargebackModel
import Crypto
import Foundation
import GRDB

/// A profile as a row of its table.
struct ProfileRow {
  let digest: Data
  let arguments: StatementArguments

  init(_ profile: CallProfile) {
    let facts = Fact.allCases.map { profile[$0] }
    let authorities = Fact.allCases.map { String(profile.facts[$0]?.authority.rawValue ?? 0) }.joined()
    let rest = [
      authorities, "\(profile.sides.rawValue)", profile.gatewayCarriesKey ? "1" : "0",
      profile.sources.sorted().joined(separator: ","), profile.contradictions.sorted().joined(separator: ","),
    ]
    let canonical = (facts.map { $0 ?? "" } + rest).map { "\($0.utf8.count):\($0)" }.joined()
    digest = Data(SHA256.hash(data: Data(canonical.utf8)).prefix(16))
    var values: [(any DatabaseValueConvertible)?] = [digest]
    values += facts.map { $0 }
    values += [authorities, Int64(profile.sides.rawValue), profile.gatewayCarriesKey, rest[3], rest[4]]
    arguments = StatementArguments(values)
  }

  static let insertSQL = """
    INSERT INTO profile (digest, \(Fact.allCases.map(\.rawValue).joined(separator: ", ")),
      authorities, sides, gatewayCarriesKey, sources, contradictions)
    VALUES (?, \(Fact.allCases.map { _ in "?" }.joined(separator: ", ")), ?, ?, ?, ?, ?)
    """

  static func profile(_ row: Row) -> CallProfile {
    var profile = CallProfile()
    let authorities = Array((row["authorities"] as String).utf8)
    for (index, fact) in Fact.allCases.enumerated() {
      let authority = Authority(rawValue: authorities[index] - UInt8(ascii: "0"))
      if let authority { profile.state(fact, row[fact.rawValue] as String?, authority) }
    }
    profile.sides = CallProfile.Sides(rawValue: UInt8(row["sides"] as Int64))
    profile.gatewayCarriesKey = row["gatewayCarriesKey"]
    profile.sources = list(row["sources"])
    for name in list(row["contradictions"]) { profile.noteContradiction(name) }
    return profile
  }

  static func list(_ text: String) -> Set<String> {
    Set(text.split(separator: ",").map(String.init))
  }
}
