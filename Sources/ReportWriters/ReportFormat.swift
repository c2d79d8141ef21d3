/// The values of `--format`. A new format is a file with its writer and a case here.
package enum ReportFormat: String, CaseIterable, Hashable, Sendable {
  case table, csv, markdown, json, html

  package var writer: any ReportWriter {
    switch self {
    case .table: TableWriter()
    case .csv: CSVWriter()
    case .markdown: MarkdownWriter()
    case .json: JSONWriter()
    case .html: HTMLWriter()
    }
  }
}
