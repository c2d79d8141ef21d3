import Tokenizer

// Drives the tokenizer for Tests/Differential/tokenizer_differential.py and Tests/Benchmarks/tokenizer_speed.py.
// Each line of standard input is one text, its bytes in hexadecimal, as a text need not be valid UTF-8.
//
//     TokenizerBench o200k_base ids       one line of ids, separated by spaces, for each text
//     TokenizerBench o200k_base speed 3   tokens of all texts, then seconds of the fastest of the runs made in 3 s

func text(fromHexadecimal line: String) -> [UInt8] {
  let digits = Array(line.utf8)
  return stride(from: 0, to: digits.count, by: 2).map { index in
    guard let byte = UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) else {
      fatalError("not hexadecimal: \(line.prefix(40))")
    }
    return byte
  }
}

func printIds(_ tokenizer: Tokenizer) {
  while let line = readLine() {
    let ids = text(fromHexadecimal: line).withUnsafeBufferPointer { text in
      let ids = tokenizer.encode(utf8: text)
      precondition(tokenizer.count(utf8: text) == ids.count, "count and encode differ")
      return ids
    }
    print(ids.map(String.init).joined(separator: " "))
  }
}

func printSpeed(_ tokenizer: Tokenizer, seconds: Int) {
  var texts: [[UInt8]] = []
  while let line = readLine() { texts.append(text(fromHexadecimal: line)) }
  let start = ContinuousClock.now
  var fastest = Duration.seconds(Int.max)
  var tokens = 0
  repeat {
    fastest = min(
      fastest,
      ContinuousClock().measure {
        tokens = texts.reduce(0) { sum, text in sum + text.withUnsafeBufferPointer { tokenizer.encode(utf8: $0).count }
        }
      })
  } while ContinuousClock.now - start < .seconds(seconds)
  print(tokens, fastest / .seconds(1))
}

let arguments = CommandLine.arguments
guard arguments.count >= 3, let encoding = TokenEncoding(rawValue: arguments[1]) else {
  fatalError("TokenizerBench cl100k_base|o200k_base ids|speed [SECONDS]")
}
let tokenizer = try Tokenizer.load(encoding)
if arguments[2] == "ids" {
  printIds(tokenizer)
} else {
  printSpeed(tokenizer, seconds: arguments.count > 3 ? Int(arguments[3]) ?? 3 : 3)
}
