import ChargebackModel
import Store

/// The columns of the tables of calls, in the words of the reports.
enum CallColumns {
  static let time = Set(Dimension.allCases.filter { ["hour", "hourOfDay", "day", "month"].contains($0.rawValue) })

  /// A column of each dimension, in the order of `Dimension`.
  static func of(_ dimensions: [Dimension]) -> [QueryColumn] {
    dimensions.map {
      QueryColumn($0.rawValue, .text, meaning($0), isOfTime: $0 == .day || $0 == .month)
    }
  }

  static let figures: [QueryColumn] = [
    QueryColumn("calls", .integer, "how many calls: 1 for each in calls, so that sum(calls) counts in both"),
    QueryColumn("inputTokens", .integer, "tokens of the requests, cached ones included"),
    QueryColumn("cachedInputTokens", .integer, "of these: read from the cache"),
    QueryColumn("outputTokens", .integer, "tokens of the answers, reasoning included"),
    QueryColumn("reasoningTokens", .integer, "of these: reasoning"),
    QueryColumn("totalTokens", .integer, "inputTokens + outputTokens"),
    QueryColumn("cost", .real, "of what is priced, to 15 digits, for comparing and ordering"),
    QueryColumn("exactCost", .text, "the same as a decimal with all digits: add up with exactSum(exactCost)"),
    QueryColumn("listCost", .real, "the same at list prices"),
    QueryColumn("exactListCost", .text, "the same as a decimal with all digits"),
    QueryColumn("currency", .text, "of the costs"),
    QueryColumn("unpricedCalls", .integer, "calls without a price for something that they used"),
    QueryColumn("unmeteredCalls", .integer, "calls of which nobody knows the tokens"),
  ]

  /// In the order of `figures`.
  static func values(_ tally: Tally, currency: String, isMetered: Bool) -> [TableValue] {
    func count(_ column: UsageColumn) -> TableValue {
      if case .count(let count) = tally.cell(column), isMetered { return .integer(count) }
      return .null
    }
    func amount(_ column: UsageColumn) -> [TableValue] {
      guard case .money(let money) = tally.cell(column) else { return [.null, .null] }
      let text = money.exactText
      return [Double(text).map(TableValue.real) ?? .null, .text(text)]
    }
    return [.integer(tally.calls)]
      + [.inputTokens, .cachedInputTokens, .outputTokens, .reasoningTokens, .totalTokens].map(count)
      + amount(.cost) + amount(.listCost)
      + [.text(currency), .integer(tally.unpricedCalls), .integer(tally.unmeteredCalls)]
  }

  /// The milliseconds of a day or month, or those from a moment on to the end of what it names.
  static func span(of text: String, in column: QueryColumn, _ calendar: ZoneCalendar) -> Range<Int64>? {
    func range(_ period: Period) -> Range<Int64> { period.start.milliseconds..<period.end.milliseconds }
    switch column.name {
    case Dimension.day.rawValue: return CivilDate(text).map { range(calendar.period(from: $0, through: $0)) }
    case Dimension.month.rawValue:
      return Month(text).map { range(calendar.period(from: $0.firstDay, through: $0.lastDay)) }
    default:
      // Times are written in UTC, and texts compare like the beginnings of what they stand for.
      guard let day = CivilDate(String(text.prefix(10))), !text.isEmpty else { return nil }
      return day.startUTC.milliseconds..<day.next.startUTC.milliseconds
    }
  }

  private static func meaning(_ dimension: Dimension) -> String {
    switch dimension {
    case .objectId: "the caller in Entra"
    case .appId: "the calling application in Entra"
    case .apiKey: "fingerprint of the key"
    case .subscriptionId: "of API Management"
    case .productId: "of API Management"
    case .callerIp: "the caller's address"
    case .app: "the application's name by the directory"
    case .team: "by the directory"
    case .costCentre: "by the directory"
    case .resource: "the Azure OpenAI account"
    case .deployment: "its deployment"
    case .deploymentType: "by the list of deployments: global, dataZone, regional, …"
    case .model: "which model answered"
    case .modelVersion: "its version"
    case .region: "the service's region"
    case .operation: "Azure's operation id"
    case .statusCode: "HTTP status"
    case .stream: "true or false"
    case .origin: "whose logs tell of it: gateway, service or both"
    case .usageSource: "whence the tokens are known: reported, estimated or unknown"
    case .credential: "how the caller signed in: apiKey or entra"
    case .hour, .hourOfDay, .day, .month: "by the clocks of --time-zone"
    }
  }
}
