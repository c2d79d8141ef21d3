import Foundation

/// Width and height of a picture in pixels, from the beginning of its file.
///
/// Sources: PNG (W3C, `IHDR`), GIF89a (logical screen descriptor), JPEG (ITU-T T.81, frame header), WebP (RFC 9649).
struct PixelSize: Equatable {
  let width: Int64
  let height: Int64

  init?(width: Int, height: Int) {
    guard (1...1_000_000).contains(width), (1...1_000_000).contains(height) else { return nil }
    self.width = Int64(width)
    self.height = Int64(height)
  }

  /// Of `data:image/png;base64,…`; nil for any other address.
  init?(dataURL: String) {
    let head = dataURL.utf8.prefix(64)
    guard head.starts(with: "data:".utf8), let comma = head.firstIndex(of: UInt8(ascii: ",")),
      dataURL[..<comma].hasSuffix(";base64")
    else { return nil }
    // The frame header of a JPEG stands behind its thumbnail and colour profile.
    let digits = dataURL.utf8[dataURL.utf8.index(after: comma)...].prefix(1 << 20)
    let whole = digits.prefix(digits.count - digits.count % 4)
    guard let data = Data(base64Encoded: Data(whole)) else { return nil }
    self.init(file: [UInt8](data))
  }

  init?(file: [UInt8]) {
    if file.starts(with: [0x89, 0x50, 0x4E, 0x47]), file.count >= 24 {
      self.init(width: PixelSize.big(file, 16, 4), height: PixelSize.big(file, 20, 4))
    } else if file.starts(with: "GIF8".utf8), file.count >= 10 {
      self.init(width: PixelSize.little(file, 6, 2), height: PixelSize.little(file, 8, 2))
    } else if file.starts(with: [0xFF, 0xD8]) {
      self.init(jpeg: file)
    } else if file.starts(with: "RIFF".utf8), file.count >= 30, file[8..<12].elementsEqual("WEBP".utf8) {
      self.init(webp: file)
    } else {
      return nil
    }
  }

  private init?(jpeg file: [UInt8]) {
    var index = 2
    while index + 9 <= file.count, file[index] == 0xFF {
      let marker = file[index + 1]
      if marker == 0xFF {
        index += 1
        continue
      }
      // Start of frame; C4, C8 and CC are tables.
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        self.init(width: PixelSize.big(file, index + 7, 2), height: PixelSize.big(file, index + 5, 2))
        return
      }
      index += 2 + PixelSize.big(file, index + 2, 2)
    }
    return nil
  }

  private init?(webp file: [UInt8]) {
    switch String(decoding: file[12..<16], as: UTF8.self) {
    case "VP8 ":
      self.init(width: PixelSize.little(file, 26, 2) & 0x3FFF, height: PixelSize.little(file, 28, 2) & 0x3FFF)
    case "VP8L":
      let bits = PixelSize.little(file, 21, 4)
      self.init(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1)
    case "VP8X": self.init(width: PixelSize.little(file, 24, 3) + 1, height: PixelSize.little(file, 27, 3) + 1)
    default: return nil
    }
  }

  private static func big(_ file: [UInt8], _ start: Int, _ count: Int) -> Int {
    file[start..<(start + count)].reduce(0) { $0 << 8 | Int($1) }
  }

  private static func little(_ file: [UInt8], _ start: Int, _ count: Int) -> Int {
    file[start..<(start + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
