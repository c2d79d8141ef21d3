import Foundation
import Testing

/// `Reports/` is what the program makes of `SampleData/`, byte for byte. If a change is meant: `make reports`, and read
/// the difference.
@Test func theReportsFolderIsWhatTheProgramMakesOfTheSamples() throws {
  let folder = try TemporaryFolder()
  let script = Project.reports.appending(path: "generate").path
  let run = try Program.shell("'\(script)' \"$0\" made", in: folder.url)
  #expect(run.code == 0, "\(run.error)")
  #expect(run.error == "")

  let made = folder.path("made")
  let expected = try filesBelow(Project.reports).filter { $0 != "generate" }
  #expect(try filesBelow(made) == expected)
  let difference = expected.lazy.compactMap { name in
    firstDifference(Project.reports.appending(path: name), made.appending(path: name)).map { "\(name):\($0)" }
  }.first
  #expect(difference == nil)
}

/// The first line that differs, and both versions of it; nil if the files are equal.
private func firstDifference(_ kept: URL, _ made: URL) -> String? {
  guard let a = try? Data(contentsOf: kept), let b = try? Data(contentsOf: made) else { return "cannot be read" }
  guard a != b else { return nil }
  let lines = [a, b].map { $0.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) }
  let index = zip(lines[0], lines[1]).enumerated().first { $0.element.0 != $0.element.1 }?.offset
  guard let index else { return "\(min(lines[0].count, lines[1].count) + 1): one ends, the other goes on" }
  return "\(index + 1)\n  in Reports: \(String(decoding: lines[0][index], as: UTF8.self))"
    + "\n  made now:   \(String(decoding: lines[1][index], as: UTF8.self))"
}

@Test func everyReportIsThereInEveryFormat() throws {
  let files = try filesBelow(Project.reports).filter { name in
    name.contains("/") && !["inputs/", "export/", "trace/"].contains { name.hasPrefix($0) }
  }
  let byName = Dictionary(grouping: files) { $0.split(separator: ".")[0] }
  for (name, formats) in byName { #expect(formats.count == 5, "\(name): \(formats)") }
  let list = try Program.run(["report", "--list"]).lines.map { String($0.split(separator: ":")[0]) }
  #expect(Set(files.map { String($0.split(separator: "/")[0]) }) == Set(list))
}

@Test func everySampleAndEveryFormatIsInAGoldenOfTheReaders() throws {
  let inputs = Project.reports.appending(path: "inputs")
  let goldens = try filesBelow(inputs)
  let folders = Samples.folders.map { "\($0.split(separator: "/").last!).txt" }
  #expect(Set(folders).isSubset(of: goldens))
  let headings = try goldens.flatMap { name in
    try String(contentsOf: inputs.appending(path: name), encoding: .utf8).split(separator: "\n").filter {
      $0.hasPrefix("SampleData/")
    }
  }
  let formats = try Program.run(["ingest", "--list-formats"]).lines.filter { !$0.hasPrefix(" ") }
  #expect(formats.count > 20)
  for format in formats {
    #expect(headings.contains { $0.contains(": \(format): ") }, "no sample of \(format)")
  }
}
