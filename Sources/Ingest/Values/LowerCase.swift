extension String {
  /// In lower case; a text that is so already, as most ids are, is not copied.
  var inLowerCase: String {
    var text = self
    let isLower = text.withUTF8 { $0.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) } }
    return isLower ? self : lowercased()
  }

  /// Whether it ends with these bytes of ASCII.
  func ends(with suffix: StaticString) -> Bool {
    var text = self
    return text.withUTF8 { bytes in
      bytes.count >= suffix.utf8CodeUnitCount
        && bytes.suffix(suffix.utf8CodeUnitCount)
          .elementsEqual(UnsafeBufferPointer(start: suffix.utf8Start, count: suffix.utf8CodeUnitCount))
    }
  }

  /// Its parts between slashes, without empty ones.
  var pathParts: [Substring] { utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) } }
}
