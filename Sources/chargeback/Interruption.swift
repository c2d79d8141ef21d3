import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Ctrl-C while something runs that ought to end tidily.
enum Interruption {
  /// Runs `body`; the first Ctrl-C calls `stop`, on another thread. A second one ends the program on the spot.
  static func during<Value>(_ stop: @escaping @Sendable () -> Void, _ body: () throws -> Value) rethrows -> Value {
    // A parent that has it ignored, such as nohup's, means it.
    let before = signal(SIGINT, SIG_IGN)
    guard unsafeBitCast(before, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self) else { return try body() }
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      signal(SIGINT, SIG_DFL)
      stop()
    }
    source.activate()
    defer {
      source.cancel()
      signal(SIGINT, SIG_DFL)
    }
    return try body()
  }

  /// Ends the program the way that Ctrl-C ends one which does not listen, so that a shell's loop ends too.
  static func leave(_ sentence: String) -> Never {
    Terminal.error(sentence)
    signal(SIGINT, SIG_DFL)
    raise(SIGINT)
    // Not reached, unless the signal is blocked.
    exit(130)
  }
}
