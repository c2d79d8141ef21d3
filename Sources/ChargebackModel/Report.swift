/// A finished report: plain data that every writer can print and no writer needs to compute.
package struct Report: Sendable {
  /// `usage`, `statement`, …: the word after `chargeback report`.
  package var kind: String
  package var title: String
  package var period: Period
  /// ISO 4217, of every amount in the report.
  package var currency: String
  package var groupBy: [String]
  /// The `--where` conditions as the user wrote them.
  package var filters: [String]
  package var columns: [Column]
  package var rows: [Row]
  /// One cell for each column; a dimension's cell is `.none`.
  package var totals: [Cell]
  package var completeness: Completeness
  /// What is wrong or missing, by code, sorted by code.
  package var issues: [IssueSummary]
  /// Sentences that a reader needs to judge the figures, such as which price list applied.
  package var notes: [String]
  /// How many of the report's calls each input format told of, sorted by format.
  package var sources: [SourceCount]
  /// How the user's budgets of the month stand, in the order in which they were set; empty where none was.
  package var budgets: [BudgetStanding] = []
  /// Which days stand out; nil where nobody looked.
  package var dayReview: DayReview?

  package init(
    kind: String, title: String, period: Period, currency: String, groupBy: [String], filters: [String],
    columns: [Column], rows: [Row], totals: [Cell], completeness: Completeness, issues: [IssueSummary] = [],
    notes: [String] = [], sources: [SourceCount] = []
  ) {
    self.kind = kind
    self.title = title
    self.period = period
    self.currency = currency
    self.groupBy = groupBy
    self.filters = filters
    self.columns = columns
    self.rows = rows
    self.totals = totals
    self.completeness = completeness
    self.issues = issues
    self.notes = notes
    self.sources = sources
  }

  /// A column: its name is the JSON key and the CSV header.
  package struct Column: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
      /// Something grouped by; cells are `.text` or `.none`.
      case dimension
      /// Whole numbers; cells are `.count`, or `.none` for a figure that nobody knows.
      case count
      /// Shares; cells are `.percent` or `.none`.
      case percent
      /// Amounts of the report's currency, shown in text formats with so many decimals; cells are `.money` or `.none`.
      case money(decimals: Int)
    }
    package let name: String
    package let content: Content
    package init(_ name: String, _ content: Content) {
      self.name = name
      self.content = content
    }
  }

  package enum Cell: Hashable, Sendable {
    case text(String)
    case count(Int64)
    case money(Money)
    /// In hundredths of a percent.
    case percent(Int64)
    /// Not known: `unknown` in text formats, null in JSON, empty in CSV's numbers. Never zero.
    case none
  }

  package struct Row: Hashable, Sendable {
    /// One cell for each column.
    package var cells: [Cell]
    /// Nil for a detail row. `n` for the sum of the detail rows just above that share the first `n` dimensions; text
    /// formats show such rows, CSV and JSON leave them out so that a column can be added up.
    package var subtotalOf: Int?
    package init(_ cells: [Cell], subtotalOf: Int? = nil) {
      self.cells = cells
      self.subtotalOf = subtotalOf
    }
  }

  package struct IssueSummary: Hashable, Sendable {
    package let code: IssueCode
    package let count: Int64
    package let message: String
    package init(_ code: IssueCode, count: Int64, _ message: String) {
      self.code = code
      self.count = count
      self.message = message
    }
  }

  package struct SourceCount: Hashable, Sendable {
    package let format: String
    package let calls: Int64
    package init(format: String, calls: Int64) {
      self.format = format
      self.calls = calls
    }
  }
}
