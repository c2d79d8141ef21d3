import Foundation
import Testing

@testable import Tokenizer

/// Texts of all kinds with tiktoken's own ids; the file says which tiktoken and which script made them.
private struct Goldens: Decodable {
  struct Row: Decodable {
    let text: String?
    /// Bytes that are not valid UTF-8.
    let hex: String?
    let cl100kBase: [UInt32]
    let o200kBase: [UInt32]

    enum CodingKeys: String, CodingKey {
      case text, hex
      case cl100kBase = "cl100k_base"
      case o200kBase = "o200k_base"
    }

    var bytes: [UInt8] {
      if let text { return Array(text.utf8) }
      let digits = Array((hex ?? "").utf8)
      return stride(from: 0, to: digits.count, by: 2).map { index in
        UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16)!
      }
    }

    func ids(_ encoding: TokenEncoding) -> [UInt32] {
      switch encoding {
      case .cl100kBase: cl100kBase
      case .o200kBase: o200kBase
      }
    }
  }

  let texts: [Row]

  static func read() throws -> [Row] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/tiktoken.json")
    return try JSONDecoder().decode(Goldens.self, from: Data(contentsOf: file)).texts
  }
}

@Test(arguments: TokenEncoding.allCases) func givesTheIdsOfTiktoken(_ encoding: TokenEncoding) throws {
  let tokenizer = try Tokenizer.load(encoding)
  let rows = try Goldens.read()
  #expect(rows.count > 250)
  for row in rows {
    row.bytes.withUnsafeBufferPointer { bytes in
      #expect(tokenizer.encode(utf8: bytes) == row.ids(encoding), "\(row.text?.debugDescription ?? row.hex ?? "")")
      #expect(tokenizer.count(utf8: bytes) == row.ids(encoding).count)
    }
  }
}
