/// How a table is made to fit a terminal: which columns stay, and how wide each is.
///
/// First the columns that are the least missed go, one after the other; then names are shortened as far as they can still be
/// told apart; then more columns go, and at last names are cut to what still says something. Numbers are never cut: a
/// table that is still too wide stays too wide.
struct TableLayout {
  /// The columns that are shown, by index.
  private(set) var shown: [Int]
  /// The width of each column of the table, those left out included.
  private(set) var widths: [Int]
  /// The names of the columns left out, in the order in which they went.
  private(set) var leftOut: [String] = []
  private let columns: [PrintedTable.Column]

  static let gap = 2
  /// What goes first when room is short. Those that say why a cost is unknown go last, since the lines below the table
  /// say it too.
  static let leastMissed = [
    "unknownCost", "unknownTokens", "unknownCalls", "entraTokens", "apiKeyTokens", "reasoningTokens", "cachedInputTokens",
    "totalTokens", "listCost", "unmeteredCalls", "unpricedCalls",
  ]
  /// What goes before names become hard to tell apart.
  static let missed = ["outputTokens", "inputTokens", "calls"]
  static let readableName = 16
  /// A name is not cut to less than this; `unknown` still fits.
  static let shortestName = 8

  /// - Parameters:
  ///   - cells: the rows of the table, the headings included.
  ///   - leastMissed: the columns that go before any name is shortened.
  init(
    _ columns: [PrintedTable.Column], cells: [[String]], width: Int?, leastMissed: [String] = TableLayout.leastMissed
  ) {
    self.columns = columns
    shown = Array(columns.indices)
    let natural = columns.indices.map { column in cells.map { $0[column].displayWidth }.max() ?? 0 }
    widths = natural
    guard let width else { return }
    for name in leastMissed where totalWidth > width { leaveOut(name) }
    shorten(to: TableLayout.readableName, width)
    for name in TableLayout.missed where totalWidth > width {
      leaveOut(name)
      widths = natural
      shorten(to: TableLayout.readableName, width)
    }
    shorten(to: TableLayout.shortestName, width)
  }

  private mutating func leaveOut(_ name: String) {
    guard let index = shown.firstIndex(where: { columns[$0].name == name }) else { return }
    shown.remove(at: index)
    leftOut.append(name)
  }

  /// Takes from the widest name as long as the table is too wide.
  private mutating func shorten(to least: Int, _ width: Int) {
    while totalWidth > width {
      let names = shown.filter { !columns[$0].isNumber && widths[$0] > least }
      guard let widest = names.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
    }
  }

  var totalWidth: Int {
    shown.reduce(0) { $0 + widths[$1] } + TableLayout.gap * max(0, shown.count - 1)
  }
}
