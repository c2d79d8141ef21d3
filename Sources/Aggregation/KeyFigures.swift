import ChargebackModel

/// What a row of the report `keys` adds up to: calls by how they signed in.
struct KeyFigures: RowFigures {
  var apiKey = Tally()
  var entra = Tally()
  var unknown = Tally()

  init() {}

  /// - Parameter credential: the value of that dimension.
  init(_ tally: Tally, credential: String?) {
    switch credential {
    case "apiKey": apiKey = tally
    case "entra": entra = tally
    default: unknown = tally
    }
  }

  static let counts = [
    "calls", "apiKeyCalls", "entraCalls", "unknownCalls", "apiKeyTokens", "entraTokens", "unknownTokens",
  ]
  static let costs = ["apiKeyCost", "entraCost", "unknownCost"]
  /// In percent of all calls, tokens and cost of the row.
  static let shares = ["apiKeyShareOfCalls", "apiKeyShareOfTokens", "apiKeyShareOfCost"]

  static func += (a: inout KeyFigures, b: KeyFigures) {
    a.apiKey += b.apiKey
    a.entra += b.entra
    a.unknown += b.unknown
  }

  private var all: Tally { [apiKey, entra, unknown].reduce(into: Tally()) { $0 += $1 } }

  func cell(_ column: String) -> Report.Cell {
    switch column {
    case "calls": all.cell(.calls)
    case "apiKeyCalls": apiKey.cell(.calls)
    case "entraCalls": entra.cell(.calls)
    case "unknownCalls": unknown.cell(.calls)
    case "apiKeyTokens": apiKey.cell(.totalTokens)
    case "entraTokens": entra.cell(.totalTokens)
    case "unknownTokens": unknown.cell(.totalTokens)
    case "apiKeyCost": apiKey.cell(.cost)
    case "entraCost": entra.cell(.cost)
    case "unknownCost": unknown.cell(.cost)
    case "apiKeyShareOfCalls": KeyFigures.share(Int128(apiKey.calls), of: Int128(all.calls))
    case "apiKeyShareOfTokens":
      KeyFigures.share(KeyFigures.tokens(apiKey), of: all.unmeteredCalls > 0 ? 0 : KeyFigures.tokens(all))
    case "apiKeyShareOfCost":
      KeyFigures.share(apiKey.cost.units, of: all.unmeteredCalls + all.unpricedCalls > 0 ? 0 : all.cost.units)
    default: preconditionFailure("keys has no column \(column)")
    }
  }

  private static func tokens(_ tally: Tally) -> Int128 { Int128(tally.inputTokens) + Int128(tally.outputTokens) }

  /// `12.5 %`, rounded down to a tenth, so that 100 is all; unknown where the whole is zero or not known.
  static func share(_ part: Int128, of whole: Int128) -> Report.Cell {
    guard whole > 0 else { return .none }
    let tenths = part * 1000 / whole
    return .text("\(tenths / 10).\(tenths % 10) %")
  }
}
