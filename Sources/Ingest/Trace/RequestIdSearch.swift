import ChargebackModel
import Foundation
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Finds calls by `x-request-id`, a header of the service's answer which the database does not keep: an index of it would
/// take 26 bytes a call. So the files that were read are searched for it, where they are still there.
package struct RequestIdSearch {
  private let formats: [any RecordFormat]
  /// In lower case.
  private let id: String

  /// Nil where the text is no such id: a UUID, or a word of letters, digits, `-` and `_`.
  package init?(_ id: String, mappings: [Mapping] = []) throws {
    let isOne =
      (8...128).contains(id.utf8.count)
      && id.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 || $0 == 95
      }
    guard isOne else { return nil }
    self.id = id.lowercased()
    formats = try SourceFormats.chosen(nil, mappings)
  }

  /// The calls whose records bear it, and how many files were searched.
  package func run(_ store: Store) throws -> (calls: Set<Int64>, files: Int) {
    var keys: Set<CallKey> = []
    var files = 0
    for input in Dictionary(grouping: try store.trailInputs(), by: \.path).values.map({ $0[0] }) {
      guard input.identity != nil, FileIdentity.digest(path: input.path) != nil else { continue }
      files += 1
      // A file that cannot be read any more holds nothing for us.
      if mayHold(input.path) { try? search(input, &keys) }
    }
    return (Set(try store.calls(named: Array(keys)).values), files)
  }

  /// False for a plain text without the id; found much faster than by reading its records.
  private func mayHold(_ path: String) -> Bool {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else { return false }
    guard Packing(Array(data.prefix(PeekedSource.headLength))) == .text else { return true }
    return data.withUnsafeBytes { bytes in
      [id, id.uppercased()].contains { RequestIdSearch.holds(Array($0.utf8), in: bytes) }
    }
  }

  private static func holds(_ id: [UInt8], in bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress, id.count <= bytes.count else { return false }
    var start = 0
    while start <= bytes.count - id.count, let found = memchr(base + start, Int32(id[0]), bytes.count - start) {
      let place = UnsafeRawPointer(found) - base
      if place > bytes.count - id.count { return false }
      if memcmp(found, id, id.count) == 0 { return true }
      start = place + 1
    }
    return false
  }

  private func search(_ input: TrailInput, _ keys: inout Set<CallKey>) throws {
    var found: Set<CallKey> = []
    let walk = InputWalk(
      formats: formats, dateOrder: input.dateOrder.flatMap(DateOrder.init),
      take: { _, items, _ in
        while let item = try items?.next() {
          guard case .record(let record, _) = item, bears(record) else { continue }
          guard let format = formats.first(where: { $0.recognises(record) }) else { continue }
          switch try? format.read(record) {
          case .fragment(let fragment, _): found.formUnion(fragment.keys)
          case .piece(let piece): found.formUnion(piece.fragment.keys)
          default: continue
          }
        }
      }, note: { _ in })
    try walk.run([InputFile(path: input.path, size: nil)])
    keys.formUnion(found)
  }

  /// Whether the id stands behind the header's name, in whatever way the log wrote the two down.
  private func bears(_ record: Record) -> Bool {
    record.fields.contains { name, field in
      let text = field.canonical.lowercased()
      if text == id { return name.lowercased() == "x-request-id" }
      return text.ranges(of: id).contains { found in
        text[..<found.lowerBound].suffix(RequestIdSearch.distance).contains("x-request-id")
      }
    }
  }

  /// Characters that may stand between the beginning of the name and the id: quotes, `value`, white space.
  private static let distance = 32
}
