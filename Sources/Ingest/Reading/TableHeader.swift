/// The column names of a table: a Log Analytics answer or a CSV export.
struct TableHeader: Equatable {
  let names: [String]
  private let exact: [String: Int]
  private let anyCase: [String: Int]

  /// The portal labels its times (`TimeGenerated [UTC]`): the label of UTC is dropped. Any other label stays, so that a
  /// local time is never taken for UTC.
  init(_ names: [String]) {
    self.names = names.map { $0.hasSuffix(" [UTC]") ? String($0.dropLast(" [UTC]".count)) : $0 }
    let indexed = Array(zip(self.names, self.names.indices))
    exact = Dictionary(indexed, uniquingKeysWith: { first, _ in first })
    anyCase = Dictionary(indexed.map { ($0.lowercased(), $1) }, uniquingKeysWith: { first, _ in first })
  }

  func index(_ name: String, anyCase ignoringCase: Bool) -> Int? {
    ignoringCase ? anyCase[name.lowercased()] : exact[name]
  }
}
