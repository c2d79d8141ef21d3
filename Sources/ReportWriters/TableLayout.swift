/// How a table is made to fit a terminal: which columns stay, and how wide each is.
///
/// First the columns that are the least missed go, one after the other; then names are shortened. Numbers are never
/// cut: a table that is still too wide stays too wide.
struct TableLayout {
  /// The columns that are shown, by index.
  private(set) var shown: [Int]
  /// The width of each column of the table, those left out included.
  private(set) var widths: [Int]
  /// The names of the columns left out, in the order in which they went.
  private(set) var leftOut: [String] = []

  static let gap = 2
  /// What goes first when room is short. Those that say why a cost is unknown go last, since the lines below the table
  /// say it too.
  static let leastMissed = [
    "unknownCost", "unknownTokens", "unknownCalls", "entraTokens", "apiKeyTokens", "reasoningTokens",
    "cachedInputTokens", "totalTokens", "listCost", "unmeteredCalls", "unpricedCalls",
  ]
  /// A name is not cut to less than this; `unknown` still fits.
  static let shortestName = 8

  /// - Parameter cells: the rows of the table, the headings included.
  init(_ columns: [PrintedTable.Column], cells: [[String]], width: Int?) {
    shown = Array(columns.indices)
    widths = columns.indices.map { column in cells.map { $0[column].displayWidth }.max() ?? 0 }
    guard let width else { return }
    for name in TableLayout.leastMissed where totalWidth > width {
      guard let index = shown.firstIndex(where: { columns[$0].name == name }) else { continue }
      shown.remove(at: index)
      leftOut.append(name)
    }
    while totalWidth > width {
      let names = shown.filter { !columns[$0].isNumber && widths[$0] > TableLayout.shortestName }
      guard let widest = names.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
    }
  }

  var totalWidth: Int {
    shown.reduce(0) { $0 + widths[$1] } + TableLayout.gap * max(0, shown.count - 1)
  }
}
