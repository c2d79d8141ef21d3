import CSV

@testable import Ingest

/// The ways in which exports lay out records, and which records fit them.
enum RecordLayout: String, CaseIterable {
  // Any records.
  case lines, prettyObjects, array, arrayOnOneLine, unterminatedArray, batch, restPage, openAIList, cosmosPage
  case captureNull, captureDeflate, captureSnappy
  // Flat records: rows of tables whose columns are their names.
  case queryTables, kusto1, kusto2, csv

  var takesFlatRecordsOnly: Bool {
    switch self {
    case .queryTables, .kusto1, .kusto2, .csv: true
    default: false
    }
  }

  /// The files that an export of the records would consist of; nil where they do not fit.
  func files(of records: [SampleRecord]) throws -> [[UInt8]]? {
    if takesFlatRecordsOnly, !records.allSatisfy(\.isFlat) { return nil }
    switch self {
    case .captureNull: return [try capture(records, "null")]
    case .captureDeflate: return [try capture(records, "deflate")]
    case .captureSnappy: return [try capture(records, "snappy")]
    case .csv: return groups(of: records).map { Array(RecordLayout.table(of: $0).utf8) }
    default: return [Array(text(of: records).utf8)]
    }
  }

  private static func table(of records: [SampleRecord]) -> String {
    ([records[0].names] + records.map { $0.members.map(\.value.cell) }).map(CSV.line).joined()
  }

  private func capture(_ records: [SampleRecord], _ codec: String) throws -> [UInt8] {
    // Without a time of the hub, which would stand in for the records' own.
    let events = records.enumerated().map { AvroBytes.event(Array($1.json.line.utf8), at: "", sequence: Int64($0)) }
    return try AvroBytes.file(events, codec: codec)
  }

  private func text(of records: [SampleRecord]) -> String {
    let lines = records.map(\.json.line)
    let list = "[" + lines.joined(separator: ",\n") + "]"
    switch self {
    case .lines: return lines.joined(separator: "\n") + "\n"
    case .prettyObjects: return records.map { $0.json.pretty() }.joined(separator: "\n")
    case .array: return PlainJSON.array(records.map(\.json)).pretty()
    case .arrayOnOneLine: return "[" + lines.joined(separator: ",") + "]"
    case .unterminatedArray: return "[" + lines.joined(separator: "\n,")
    case .batch: return "{\"records\":" + list + "}"
    case .restPage: return "{\"value\":" + list + ",\"nextLink\":null}"
    case .openAIList: return "{\"object\":\"list\",\"data\":" + list + ",\"has_more\":false}"
    case .cosmosPage: return "{\"_rid\":\"A1==\",\"Documents\":" + list + ",\"_count\":\(records.count)}"
    case .queryTables:
      return "{\"tables\":[" + tables(of: records, column: "name", type: "type", parts: ("columns", "rows")) + "]}"
    case .kusto1:
      return "{\"Tables\":["
        + tables(of: records, column: "ColumnName", type: "ColumnType", parts: ("Columns", "Rows")) + "]}"
    case .kusto2:
      let frames = tables(
        of: records, column: "ColumnName", type: "ColumnType", parts: ("Columns", "Rows"),
        opening: "\"FrameType\":\"DataTable\",\"TableId\":1,\"TableKind\":\"PrimaryResult\",")
      return "[{\"FrameType\":\"DataSetHeader\",\"Version\":\"v2.0\"},\n" + frames
        + ",\n{\"FrameType\":\"DataSetCompletion\",\"HasErrors\":false,\"Cancelled\":false}]"
    case .csv, .captureNull, .captureDeflate, .captureSnappy: preconditionFailure("no one text")
    }
  }

  private func tables(
    of records: [SampleRecord], column: String, type: String, parts: (columns: String, rows: String),
    opening: String = ""
  ) -> String {
    groups(of: records).map { group in
      let columns = group[0].names.map { name in
        PlainJSON.object([.init(name: column, value: .string(name)), .init(name: type, value: .string("string"))])
      }
      let rows = group.map { PlainJSON.array($0.members.map(\.value)).line }.joined(separator: ",\n")
      return "{\(opening)\"\(parts.columns)\":\(PlainJSON.array(columns).line),\"\(parts.rows)\":[\(rows)]}"
    }.joined(separator: ",\n")
  }

  /// Records one after another with the same names: a table each.
  private func groups(of records: [SampleRecord]) -> [[SampleRecord]] {
    var groups: [[SampleRecord]] = []
    for record in records {
      if groups.last?.first?.names == record.names {
        groups[groups.count - 1].append(record)
      } else {
        groups.append([record])
      }
    }
    return groups
  }
}
