extension String {
  /// The text without what looks like a key, a password or a token of authorization: people paste them into prompts.
  ///
  /// Rather too much than too little: what stands behind a word such as `api-key:`, what follows `Bearer`, and every run
  /// of twenty letters and digits with at least three digits, with whatever hangs on it. UUIDs and names of models stay.
  var masked: String {
    let bearer = #/(?i)(bearer\s+)[^\s"'\\,;]+/#
    let named =
      #/(?i)((?:api[-_ ]?key|subscription[-_]key|account[-_]?key|access[-_]?key|authorization|passwor[dt]|passwd|pwd|secret|token|sig)\\?["']?\s*[:=]\s*\\?["']?)[^\s"'\\,;&]{6,}/#
    let run = #/[A-Za-z0-9+\/_=.~\-]{20,}/#
    return replacing(bearer) { "\($0.1)\(String.mask)" }.replacing(named) { "\($0.1)\(String.mask)" }
      .replacing(run) { String.isSecret($0.0) ? String.mask : String($0.0) }
  }

  private static let mask = "[removed]"

  private static func isSecret(_ text: Substring) -> Bool {
    // JSON Web Tokens, and keys as OpenAI writes them.
    if text.hasPrefix("eyJ") || text.hasPrefix("sk-") { return true }
    return text.split { "-_./~".contains($0) }.contains { part in
      part.count >= 20 && part.count(where: \.isNumber) >= 3 && part.contains(where: \.isLetter)
    }
  }
}
