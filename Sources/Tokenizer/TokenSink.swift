/// Where tokens go: into a list, or only into its length.
protocol TokenSink {
  mutating func append(_ token: UInt32)
}

extension [UInt32]: TokenSink {}

struct TokenCount: TokenSink {
  var count = 0

  @inline(__always)
  mutating func append(_ token: UInt32) { count += 1 }
}
