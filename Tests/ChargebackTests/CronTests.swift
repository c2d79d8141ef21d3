import Foundation
import Testing

/// The lines of the README for crontab and systemd, run as these run them.
@Suite struct CronTests {
  private let readme: [String]

  init() throws {
    let text = try String(contentsOf: Project.root.appending(path: "README.md"), encoding: .utf8)
    readme = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// With this machine's program and a test's settings in place of the README's.
  private func here(_ command: String, _ night: NightlyFolder) throws -> String {
    #expect(command.contains("/usr/local/bin/chargeback run ") && command.contains("/etc/chargeback/chargeback.yaml"))
    return command.replacing("/usr/local/bin/chargeback", with: Program.url.path)
      .replacing("/etc/chargeback/chargeback.yaml", with: night.settings)
  }

  /// By `/bin/sh` in another folder and with another umask, and with nothing in its environment: no HOME, no TERM, no PATH.
  private func shell(_ command: String) throws -> Program.Outcome {
    try RunningProgram(
      URL(filePath: "/bin/sh"), ["-c", "umask 027; \(command)"], environment: [:], in: URL(filePath: "/")
    ).outcome()
  }

  @Test func theCrontabLineWorksInCronsEmptyEnvironment() throws {
    let night = try NightlyFolder("timeZone: Europe/Berlin\ncurrency: USD")
    let line = try #require(readme.first { $0.hasPrefix("15 3 * * * ") })
    let command = try here(String(line.dropFirst("15 3 * * * ".count)), night)
    let first = try shell(command)
    #expect(first.code == 0 && first.error == "" && first.output.isEmpty, "\(first.error)")
    #expect(try night.reports().count == 10)
    let mode =
      try FileManager.default.attributesOfItem(
        atPath: night.folder.path("reports/2026-10/statement.csv").path)[.posixPermissions] as? Int
    #expect(mode == 0o640)
    let before = try night.stamps()
    #expect(try shell(command).code == 0)
    #expect(try night.stamps() == before)
  }

  @Test func theUnitOfSystemdRunsTheSame() throws {
    let night = try NightlyFolder()
    let start = try #require(readme.first { $0.hasPrefix("ExecStart=") })
    let outcome = try shell("exec " + here(String(start.dropFirst("ExecStart=".count)), night))
    #expect(outcome.code == 0, "\(outcome.error)")
    let line = try #require(try JSONSerialization.jsonObject(with: Data(outcome.error.utf8)) as? [String: Any])
    #expect((line["message"] as? String)?.hasPrefix("run: ") == true)
    #expect(try night.reports().count == 10)
  }

  static let hasSystemd = FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze")

  @Test(.enabled(if: hasSystemd, "systemd-analyze is not on this machine"))
  func systemdUnderstandsTheUnits() throws {
    let folder = try TemporaryFolder()
    for name in ["chargeback.service", "chargeback.timer"] {
      let begin = try #require(readme.firstIndex(of: "# /etc/systemd/system/\(name)"))
      let unit = readme[begin...].prefix { $0 != "```" && !($0.hasPrefix("# /etc/") && !$0.hasSuffix(name)) }
      try folder.file(
        name, unit.joined(separator: "\n").replacing("/usr/local/bin/chargeback", with: Program.url.path) + "\n")
    }
    let verdict = try Program.shell(
      "systemd-analyze verify --man=no ./chargeback.service ./chargeback.timer", in: folder.url)
    #expect(verdict.code == 0, "\(verdict.error)")
  }

  @Test func theSettingsReferenceNamesEverySetting() throws {
    let unknown = try NightlyFolder("zzzzzzzzzzzz: 1").run()
    let names = try #require(unknown.error.split(separator: "there are ").last?.split(separator: ";").first)
    #expect(names.contains("budgets"))
    for name in names.split(separator: ", ") {
      #expect(readme.contains { $0.hasPrefix("| `\(name)") }, "\(name) is not in the README's list of settings")
    }
  }
}
