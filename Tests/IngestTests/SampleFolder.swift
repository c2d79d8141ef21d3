import Foundation

@testable import Ingest

/// The files of SampleData, by their path below it.
enum SampleFolder {
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let url = repository.appending(path: "SampleData")

  static func path(_ name: String) -> String { url.path(percentEncoded: false) + "/" + name }

  static func file(_ name: String) -> InputFile {
    InputFile(path: path(name), size: (try? bytes(name)).map { Int64($0.count) })
  }

  static func bytes(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(filePath: path(name)))) }

  /// All files of a folder, however deep, in the order of their names.
  static func files(in folder: String) -> [String] {
    let files = (try? InputFile.expand([path(folder)])) ?? []
    return files.map { String($0.path.dropFirst(path("").count).trimmingPrefix("/")) }
  }

  /// The folders of the story that SampleData/README.md counts call by call.
  static let storyFolders = [
    "ai-hub-usage", "apim-event-hub-terraform", "apim-event-hub-three-event", "apim-event-hub-v1", "apim-event-hub-v2",
    "diagnostics-request-response", "log-analytics", "openai-logger", "stream-analytics",
  ]

  /// Every file of logs, the broken ones too: all but the registers, the prices and the mappings.
  static let allLogs = files(in: "").filter { file in
    !["Directory/", "PriceTables/", "Mappings/", "README.md"].contains { file.hasPrefix($0) }
  }
}
