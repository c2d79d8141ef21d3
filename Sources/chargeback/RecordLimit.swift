import ArgumentParser

/// How many records of each file to show: `5`, or `all`.
enum RecordLimit: ExpressibleByArgument {
  case first(Int)
  case all

  init?(argument: String) {
    switch Int(argument) {
    case let count? where count > 0: self = .first(count)
    case nil where argument == "all": self = .all
    default: return nil
    }
  }

  /// Nil for all.
  var count: Int? {
    switch self {
    case .first(let count): count
    case .all: nil
    }
  }

  var defaultValueDescription: String { count.map { "\($0)" } ?? "all" }
}
