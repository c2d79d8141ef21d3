extension String {
  /// The text as one word of a command for a shell: names come out of logs, and whoever calls the service can choose them.
  package var shellWord: String {
    let isPlain = !isEmpty && utf8.allSatisfy { String.plainBytes.contains($0) } && !hasPrefix("-")
    return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }

  private static let plainBytes = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./".utf8)
}
