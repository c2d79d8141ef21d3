import ArgumentParser
import ChargebackModel

/// Reads a dimension's name as a user wrote it, and completes it.
enum DimensionName {
  static func read(_ text: String) throws -> Dimension {
    if let dimension = Dimension(rawValue: text) { return dimension }
    throw Choice.unknown("dimension", text, among: Dimension.allCases.map(\.rawValue))
  }

  /// Of `--by`: the names behind the last comma, without those that stand there already.
  static let listCompletion = CompletionKind.custom { _, _, prefix in
    let begun = prefix.split(separator: ",", omittingEmptySubsequences: false).dropLast().map(String.init)
    let rest = Dimension.allCases.map(\.rawValue).filter { !begun.contains($0) }
    return rest.map { (begun + [$0]).joined(separator: ",") }
  }

  /// Of `--where`: the name, up to the sign.
  static let conditionCompletion = CompletionKind.custom { _, _, _ in Dimension.allCases.map { $0.rawValue + "=" } }
}
