import ArgumentParser
import Foundation
import ReportWriters
import Tokenizer

struct TokensCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens",
    abstract: "Count the tokens of a text as the service would.",
    discussion: """
      EXAMPLE: echo 'How many tokens is this?' | chargeback tokens --model gpt-4o

      Special-token text such as <|endoftext|> counts as ordinary text. Bytes that are not UTF-8 are read as the \
      replacement character.
      """)

  @Argument(help: "A text file, or - for standard input.", completion: .file())
  var file = "-"

  @Option(help: ArgumentHelp("Count as this model does (default: gpt-4o).", valueName: "model"))
  var model: String?

  @Option(help: ArgumentHelp("Count with cl100k_base or o200k_base.", valueName: "name"))
  var encoding: String?

  @Flag(help: "Print the token ids, one a line, instead of their number.")
  var ids = false

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let encoding = try chosenEncoding()
    let bytes = [UInt8](try TextFile.bytes(file))
    let tokenizer: Tokenizer
    do { tokenizer = try Tokenizer.load(encoding) } catch { throw Failure.world(error.description) }
    let (count, list) = bytes.withUnsafeBufferPointer { utf8 in
      ids ? (0, tokenizer.encode(utf8: utf8)) : (tokenizer.count(utf8: utf8), [])
    }
    let total = ids ? list.count : count
    if json {
      var members: [(key: String, value: JSONValue)] = [
        ("schema", .string("chargeback/tokens/1")), ("encoding", .string(encoding.rawValue)),
        ("tokens", .integer(Int64(total))),
      ]
      if ids { members.append(("ids", .array(list.map { .integer(Int64($0)) }))) }
      try TextFile.write(JSONValue.object(members).line + "\n", to: nil)
    } else {
      try TextFile.write(ids ? list.map { "\($0)\n" }.joined() : "\(total)\n", to: nil)
    }
  }

  private func chosenEncoding() throws -> TokenEncoding {
    if model != nil, encoding != nil { throw Failure.usage("--model and --encoding exclude each other") }
    if let encoding {
      if let found = TokenEncoding(rawValue: encoding) { return found }
      let names = TokenEncoding.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure.usage("no encoding is called \"\(encoding)\": the encodings are \(names)")
    }
    let model = model ?? "gpt-4o"
    if let found = TokenEncoding.forModel(model) { return found }
    throw Failure.usage("nobody has said which encoding \"\(model)\" uses: name one with --encoding")
  }
}
