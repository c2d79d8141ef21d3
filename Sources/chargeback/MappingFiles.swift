import Ingest

/// The mappings of an organisation's own events, from their files.
enum MappingFiles {
  /// - Throws: `Failure` with all mistakes named.
  static func read(_ paths: [String]) throws -> [Mapping] {
    try paths.flatMap { path in
      let file = MappingFile(try TextFile.read(path), path: path)
      try Problems.refuse(file.problems, "nothing was read")
      return file.mapping.map { [$0] } ?? []
    }
  }
}
