extension HTTPHeaders {
  /// From one text, as the proxies' Lua joins them: `date: … | apim-request-id: … | `.
  init(piped text: String) {
    self.init()
    var rest = text[...]
    while !rest.isEmpty {
      let end = rest.firstRange(of: " | ")
      let header = rest[..<(end?.lowerBound ?? rest.endIndex)]
      rest = rest[(end?.upperBound ?? rest.endIndex)...]
      if let colon = header.firstRange(of: ": ") { add(header[..<colon.lowerBound], header[colon.upperBound...]) }
    }
  }
}
