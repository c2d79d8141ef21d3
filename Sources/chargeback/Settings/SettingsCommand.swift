import ArgumentParser

struct SettingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settings",
    abstract: "Show what is in force, and where each value was said.",
    discussion: """
      EXAMPLE: chargeback settings --settings SampleData/Settings/chargeback.yaml

      A flag goes before the environment ($CHARGEBACK_DATABASE), that before the settings file, that before the default. \
      The settings file is --settings FILE, else $CHARGEBACK_SETTINGS, else chargeback.yaml in this folder.
      """)

  @OptionGroup var options: ExportOptions

  @Flag(help: "Print it as JSON.")
  var json = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let text = InForceText(try InForce(global, options))
    try TextFile.write(json ? text.json : text.table, to: nil)
  }
}
