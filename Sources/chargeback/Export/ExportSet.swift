import Aggregation
import ChargebackModel

/// One report of the month's whole set.
struct ExportSet {
  let name: String
  let kind: any ReportKind
  let by: [Dimension]?

  /// The files' name without its ending: `usage-by-team`.
  var fileName: String { kind.name + (by.map { "-by-" + $0.map(\.rawValue).joined(separator: "-") } ?? "") }

  /// In the order in which they are written.
  static let all: [ExportSet] = [
    of("statement"), usage(.team), usage(.app), usage(.model), usage(.objectId), usage(.day), of("coverage"),
    of("unpriced"),
  ].compactMap { $0 }

  /// Nil where there is no report of that kind.
  private static func of(_ name: String) -> ExportSet? {
    ReportKinds.all.first { $0.name == name }.map { ExportSet(name: name, kind: $0, by: nil) }
  }

  private static func usage(_ dimension: Dimension) -> ExportSet? {
    ExportSet(name: dimension.rawValue, kind: ReportKinds.usage, by: [dimension])
  }

  /// - Throws: `Failure` with the nearest name.
  static func named(_ names: [String]) throws -> [ExportSet] {
    for name in names where !all.contains(where: { $0.name == name }) {
      throw Choice.unknown("set", name, among: all.map(\.name))
    }
    return all.filter { names.contains($0.name) }
  }
}
