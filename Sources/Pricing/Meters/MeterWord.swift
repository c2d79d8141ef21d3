import ChargebackModel

/// What one word of a meter's name says, apart from the model. The words are a closed list: one that is not here is not
/// understood, and neither is then the meter.
///
/// Source: names of the Azure Retail Prices API, `meterName` of the products "Azure OpenAI…".
enum MeterWord: Hashable {
  case input, output, cached, write
  case text, audio, image
  case batch
  case global, dataZone, regional
  case standard, priority, flex
  case shortContext, longContext
  /// What follows the price's own words: `Tokens`, `1M Tokens`, `Images`, `Second`.
  case tokens, images, seconds, characters, units, hundred, thousand, million
  /// Something else than a call is priced: see `MeterPurpose`.
  case purpose(MeterPurpose)
  /// A word that adds nothing: the `base` of a model that is not fine-tuned, the `EP` of an endpoint.
  case silent

  /// - Parameter word: in lower case.
  init?(_ word: String) {
    guard let known = MeterWord.byName[word] else { return nil }
    self = known
  }

  static var names: Dictionary<String, MeterWord>.Keys { byName.keys }

  private static let byName: [String: MeterWord] = [
    "inp": .input, "inpt": .input, "input": .input, "in": .input,
    "outp": .output, "outpt": .output, "output": .output, "out": .output, "opt": .output,
    "cached": .cached, "cchd": .cached, "ccchd": .cached, "cd": .cached, "wr": .write, "write": .write,
    "txt": .text, "text": .text, "aud": .audio, "audio": .audio, "img": .image, "image": .image,
    "batch": .batch,
    "glbl": .global, "gl": .global, "global": .global,
    "datazone": .dataZone, "dzone": .dataZone, "dz": .dataZone, "dzn": .dataZone,
    "regnl": .regional, "rgnl": .regional, "regn": .regional, "regional": .regional,
    "std": .standard, "standard": .standard, "pp": .priority, "priority": .priority, "flex": .flex,
    "shortco": .shortContext, "longco": .longContext, "l": .longContext,
    "tokens": .tokens, "token": .tokens, "tkn": .tokens, "images": .images, "second": .seconds, "seconds": .seconds,
    "characters": .characters, "unit": .units, "units": .units, "100": .hundred, "1k": .thousand, "1m": .million,
    "ft": .purpose(.fineTuned), "finetuned": .purpose(.fineTuned), "dev": .purpose(.fineTuned),
    "trng": .purpose(.training), "training": .purpose(.training),
    "hstng": .purpose(.hosting), "hosting": .purpose(.hosting),
    "grader": .purpose(.grading),
    "file": .purpose(.tool), "search": .purpose(.tool), "tool": .purpose(.tool), "calls": .purpose(.tool),
    "assistants": .purpose(.tool), "gb": .purpose(.tool), "session": .purpose(.tool), "sessions": .purpose(.tool),
    "interpreter": .purpose(.tool),
    "lowres": .purpose(.imageSize), "highres": .purpose(.imageSize), "hd": .purpose(.imageSize),
    "base": .silent, "ep": .silent,
  ]
}
