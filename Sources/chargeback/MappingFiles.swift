import Ingest

/// The mapping files that a user names.
enum MappingFiles {
  static func read(_ paths: [String]) throws -> [Mapping] {
    var mappings: [Mapping] = []
    for path in paths {
      let file = MappingFile(try TextFile.read(path), path: path)
      try Problems.refuse(file.problems, "nothing was read")
      mappings += file.mapping.map { [$0] } ?? []
    }
    return mappings
  }
}
