import ChargebackModel
import Store

/// The slices of a report's period: in each of them everything but the calls is constant.
struct ReportSlices {
  /// One more than there are slices; empty for an empty period.
  let edges: [Instant]
  /// Of each slice: slices of one epoch differ in their hour, day or month only.
  let epochs: [Int]
  /// The first moment of each epoch.
  private let starts: [Instant]
  /// Of each slice: those with the same hour, day and month, as far as the report asks for these, share one.
  let labels: [Int]
  /// Of each label the values of the dimensions of time.
  private var labelled: [[Dimension: String]] = []

  /// - Parameter changes: moments at which prices, registers or other rules change.
  init(_ request: ReportRequest, by dimensions: [Dimension], changes: [Instant]) {
    let period = request.period
    let changes = Set(changes.filter { $0 > period.start && $0 < period.end })
    let units = Set(dimensions + request.filters.map(\.dimension)).filter(\.isOfTime)
    let cuts = units.reduce(into: changes) { $0.formUnion(request.calendar.edges(of: $1, in: period)) }
    edges = period.start < period.end ? [period.start] + cuts.sorted() + [period.end] : []
    var known: [[Dimension: String]: Int] = [:]
    var starts: [Instant] = []
    var (epochs, labels) = ([Int](), [Int]())
    for edge in edges.dropLast() {
      if starts.isEmpty || changes.contains(edge) { starts.append(edge) }
      epochs.append(starts.count - 1)
      let values = Dictionary(uniqueKeysWithValues: units.map { ($0, request.calendar.label($0, edge)) })
      if known[values] == nil {
        known[values] = labelled.count
        labelled.append(values)
      }
      labels.append(known[values]!)
    }
    self.starts = starts
    self.epochs = epochs
    self.labels = labels
  }

  var labelCount: Int { labelled.count }

  /// The value of a dimension of time.
  func value(_ dimension: Dimension, label: Int) -> String? { labelled[label][dimension] }

  func start(ofEpoch epoch: Int) -> Instant { starts[epoch] }

  /// Whether the calls of a label meet all conditions on time.
  func matches(_ filters: [Filter], label: Int) -> Bool {
    filters.allSatisfy { !$0.dimension.isOfTime || $0.matches(value($0.dimension, label: label)) }
  }

  /// Whether the calls of a sum meet all conditions.
  func matches(_ filters: [Filter], _ sum: UsageSum, _ call: ResolvedCall) -> Bool {
    filters.allSatisfy { filter in
      switch filter.dimension {
      case .hour, .hourOfDay, .day, .month: filter.matches(value(filter.dimension, label: labels[sum.slice]))
      case .usageSource: filter.matches(sum.source.rawValue)
      default: filter.matches(call.value(filter.dimension))
      }
    }
  }
}
