import Foundation
import Testing

/// What `make install` puts beside the program.
@Suite struct ManualTests {
  @Test func theManualPageNamesEveryCommandAndOption() throws {
    let page = try Program.run(["manual"]).text.replacing("\\-", with: "-")
    #expect(page.hasPrefix(".TH CHARGEBACK 1 "))
    let help = try Program.run(["manual", "--markdown"]).text
    let commands = help.split(separator: "\n").filter { $0.hasPrefix("## chargeback ") }.map { $0.dropFirst(3) }
    #expect(commands.count > 15)
    for command in commands { #expect(page.contains(".SS \"\(command)"), "\(command)") }
    let options = Set(help.matches(of: /(?m)^  (?:-\w, )?(--[a-z-]+)/).map { $0.output.1 })
    #expect(options.count > 40)
    for option in options where !["--help", "--version"].contains(option) {
      #expect(page.contains("\n.B \"") && page.contains(option), "\(option)")
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/groff")))
  func theManualPageIsGoodRoff() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.shell("\"$0\" manual | groff -man -ww -Tutf8 -P-c", in: folder.url)
    #expect(outcome.code == 0 && outcome.error == "")
    #expect(outcome.text.contains("chargeback report usage --month 2026-10 --by app,model --format markdown"))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/make")))
  func installPutsPageAndCompletionsWhereTheyAreFound() throws {
    let folder = try TemporaryFolder()
    // The program that is tested in place of a release.
    let outcome = try Program.shell(
      "make -s -C '\(Project.root.path)' -o release install CHARGEBACK=\"$0\" PREFIX=\"$PWD/usr\"", in: folder.url)
    #expect(outcome.code == 0, "\(outcome.error)")
    #expect(
      try folder.files() == [
        "usr/bin/chargeback", "usr/share/bash-completion/completions/chargeback",
        "usr/share/fish/vendor_completions.d/chargeback.fish", "usr/share/man/man1/chargeback.1",
        "usr/share/zsh/site-functions/_chargeback",
      ])
    #expect(folder.text("usr/share/zsh/site-functions/_chargeback")?.hasPrefix("#compdef chargeback") == true)
  }

  @Test(
    .enabled(if: ["/bin/bash", "/usr/bin/bash"].contains { FileManager.default.isExecutableFile(atPath: $0) }),
    arguments: [
      ("re", "report"), ("report --by tea", "team"), ("report --by app,modelV", "app,modelVersion"),
      ("report --where tea", "team="), ("report sta", "statement"), ("report --month la", "last"),
      ("query --form", "--format"), ("query --format ma", "markdown"), ("prices disc", "discounts"),
      ("doctor --str", "--strict"),
    ])
  func bashCompletes(_ typed: String, _ completed: String) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(at: folder.path("chargeback"), withDestinationURL: Program.url)
    try folder.file(
      "complete",
      """
      PATH=$PWD:$PATH
      source <(chargeback --generate-completion-script bash)
      COMP_WORDS=(chargeback \(typed)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
      _chargeback chargeback "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """)
    let outcome = try Program.shell("bash complete", in: folder.url)
    #expect(outcome.lines == [completed], "\(outcome.error)")
  }
}
