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
    let authorities = Fact.allCases.map { String(profile.ranked($0)?.authority.rawValue ?? 0) }.joined()
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

  private static let columns =
    Fact.allCases.map(\.rawValue) + ["authorities", "sides", "gatewayCarriesKey", "sources", "contradictions"]

  static let insertSQL = """
    INSERT INTO profile (digest, \(columns.joined(separator: ", ")))
    VALUES (?, \(columns.map { _ in "?" }.joined(separator: ", ")))
    """

  /// The columns that `profile` reads, and the id behind them.
  static let selectSQL = "SELECT \(columns.joined(separator: ", ")), id FROM profile"

  /// The profile of the row at which a statement of `selectSQL` stands.
  static func profile(_ row: SQLStatement) -> CallProfile {
    let facts = Fact.allCases.count
    var profile = CallProfile()
    let authorities = Array((row.text(facts) ?? "").utf8)
    for fact in Fact.allCases where fact.index < authorities.count {
      let authority = Authority(rawValue: authorities[fact.index] - UInt8(ascii: "0"))
      if let authority { profile.state(fact, row.text(fact.index), authority) }
    }
    profile.sides = CallProfile.Sides(rawValue: UInt8(row.integer(facts + 1) ?? 0))
    profile.gatewayCarriesKey = row.integer(facts + 2) == 1
    profile.sources = list(row.text(facts + 3) ?? "")
    for name in list(row.text(facts + 4) ?? "") { profile.noteContradiction(name) }
    return profile
  }

  static func id(_ row: SQLStatement) -> Int64 { row.integer(columns.count) ?? 0 }

  static func list(_ text: String) -> Set<String> {
    // Most lists have one name or none.
    if text.isEmpty { return [] }
    if !text.utf8.contains(UInt8(ascii: ",")) { return [text] }
    return Set(text.split(separator: ",").map(String.init))
  }
}
