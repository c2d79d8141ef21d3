import ChargebackModel
import Crypto

/// A profile as a row of its table.
struct ProfileRow {
  let digest: [UInt8]
  private let profile: CallProfile
  private let authorities: String
  private let sources: String
  private let contradictions: String

  init(_ profile: CallProfile) {
    self.profile = profile
    authorities = Fact.allCases.map { String(profile.ranked($0)?.authority.rawValue ?? 0) }.joined()
    sources = profile.sources.sorted().joined(separator: ",")
    contradictions = profile.contradictions.sorted().joined(separator: ",")
    let rest = [
      authorities, "\(profile.sides.rawValue)", profile.gatewayCarriesKey ? "1" : "0", sources, contradictions,
    ]
    var canonical = ""
    func add(_ text: String) {
      canonical += String(text.utf8.count)
      canonical += ":"
      canonical += text
    }
    for fact in Fact.allCases { add(profile[fact] ?? "") }
    for text in rest { add(text) }
    digest = Array(SHA256.hash(data: Array(canonical.utf8)).prefix(16))
  }

  /// Binds what `insertSQL` asks for; the digest must stay where it is until the statement has run.
  func bind(to insert: SQLStatement, _ digest: UnsafeRawBufferPointer) {
    insert.bind(1, digest)
    var place = 2
    func bind(_ text: String?) {
      insert.bind(place, text)
      place += 1
    }
    for fact in Fact.allCases { bind(profile[fact]) }
    bind(authorities)
    insert.bind(place, Int64(profile.sides.rawValue))
    insert.bind(place + 1, profile.gatewayCarriesKey ? 1 : 0)
    place += 2
    bind(sources)
    bind(contradictions)
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
