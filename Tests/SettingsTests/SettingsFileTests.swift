import ChargebackModel
import Testing

@testable import Settings

/// A settings file says what the program does unattended; what it cannot mean is an error with its line.
@Suite struct SettingsFileTests {
  private func read(_ yaml: String, path: String = "chargeback.yaml") -> SettingsFile {
    SettingsFile(yaml, path: path, sets: ["statement", "team", "day"], isTimeZone: { $0 != "Europe/Berlinn" })
  }

  private func problems(_ yaml: String) -> [String] {
    read(yaml).problems.map { "\($0.place): \($0.message)" }
  }

  @Test func everySettingIsReadWithItsLine() throws {
    let file = read(
      """
      # Harbour Foods
      database: usage.sqlite
      timeZone: Europe/Berlin
      currency: EUR
      inputs: [exports/*.jsonl, /mnt/diagnostics]
      mappings: our-events.yaml
      directory: [people.csv]
      deployments: [deployments.csv, deployments.az.json]
      prices: contract.csv
      strict: true
      export:
        into: /srv/reports
        sets: [statement, day]
        months: [last, 2026-09]
      budgets:
        - {team: Finance, amount: 500.25 USD}
        - team: Finance
          amount: 800 USD
          month: 2026-12
      """, path: "etc/chargeback.yaml")
    #expect(file.problems == [])
    let settings = file.settings
    #expect(settings.database?.content == .init(written: "usage.sqlite", resolved: "etc/usage.sqlite"))
    #expect(settings.database?.line == 2)
    #expect(settings.timeZone?.content == "Europe/Berlin")
    #expect(settings.currency?.content == "EUR")
    #expect(settings.inputs?.content.map(\.resolved) == ["etc/exports/*.jsonl", "/mnt/diagnostics"])
    #expect(settings.mappings?.content.map(\.written) == ["our-events.yaml"])
    #expect(settings.directory?.content.count == 1 && settings.deployments?.content.count == 2)
    #expect(settings.prices?.line == 9)
    #expect(settings.strict?.content == true)
    #expect(settings.into?.content.resolved == "/srv/reports")
    #expect(settings.sets?.content == ["statement", "day"])
    #expect(settings.months?.content == ["last", "2026-09"])
    #expect(
      settings.budgets.map(\.content) == [
        Budget(.team, "Finance", amount: Money("500.25")!, currency: "USD"),
        Budget(.team, "Finance", amount: Money("800")!, currency: "USD", month: Month("2026-12")),
      ])
    #expect(settings.budgets.map(\.line) == [16, 17])
  }

  @Test func aFileOfCommentsSaysNothing() {
    for yaml in ["", "# nothing yet\n"] {
      let file = read(yaml)
      #expect(file.problems == [] && file.settings.database == nil)
    }
  }

  @Test func anUnknownSettingIsAnsweredWithItsLineAndTheNearest() {
    #expect(problems("strict: true\ndatabse: x") == ["2: unknown setting \"databse\": did you mean database?"])
    #expect(problems("export:\n  int: x") == ["2: unknown setting \"int\": did you mean into?"])
    #expect(problems("export: {sets: [statement, teem]}") == ["1: unknown set \"teem\": did you mean team?"])
    #expect(problems("zzzzzzzzz: 1")[0].hasPrefix("1: unknown setting \"zzzzzzzzz\": there are database, timeZone, "))
  }

  @Test(arguments: [
    ("timeZone: Europe/Berlinn", "\"Europe/Berlinn\": no time zone is called so"),
    ("currency: euro", "\"euro\": a currency is three capital letters"),
    ("strict: yes", "\"yes\": true or false is missing here"),
    ("database: [a, b]", "one path is wanted here"),
    ("database: ~/usage.sqlite", "\"~/usage.sqlite\": a path is missing here; one that begins with ~"),
    ("export: {months: next}", "\"next\": a month is this, last or one such as 2026-10"),
    ("budgets: {team: x}", "budgets is a list"),
    ("budgets: [{amount: 5 USD}]", "a budget is for one of team, app, costCentre"),
    ("budgets: [{team: a, app: b, amount: 5 USD}]", "a budget is for one of team, app, costCentre"),
    ("budgets: [{team: a}]", "the budget has no amount"),
    ("budgets: [{team: a, amount: 5}]", "\"5\": an amount is a number and a currency"),
    ("budgets: [{team: a, amount: \"1,5 USD\"}]", "\"1,5 USD\": an amount is a number and a currency"),
    ("budgets: [{team: a, amount: -1 USD}]", "\"-1 USD\": an amount is a number and a currency"),
    ("budgets: [{team: a, amount: 5 USD}, {team: a, amount: 6 USD}]", "team a has a budget already"),
    ("- a list", "a list of name: value is missing here"),
    ("a: b: c", "the file is no YAML"),
  ])
  func refusesWhatItCannotMean(_ yaml: String, _ reason: String) {
    let found = problems(yaml)
    #expect(found.count == 1 && found[0].contains(reason), "\(found)")
  }

  @Test func whatStandsTwiceIsRefused() {
    #expect(problems("strict: true\nstrict: false")[0].contains("strict stands twice"))
  }
}
