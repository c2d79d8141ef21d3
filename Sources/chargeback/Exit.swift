import ArgumentParser
import Ingest
import ReportWriters
import Store

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a command cannot go on: one sentence for the user.
struct Failure: Error {
  let sentence: String
  let code: Int32
  /// The same with its place, where it has one.
  var message: Message?

  /// The world failed.
  static func world(_ sentence: String) -> Failure { Failure(sentence: sentence, code: 1) }
  /// The user asked for something impossible.
  static func usage(_ sentence: String) -> Failure { Failure(sentence: sentence, code: 2) }
}

/// How the program ends; the codes are part of its contract.
enum Exit {
  /// Done, but something is missing and `--strict` was given.
  static let incomplete: Int32 = 3
  /// Done, but a threshold that the user set was crossed. It goes before `incomplete`: what is missing can only add to it.
  static let crossed: Int32 = 4

  static func leave(_ error: any Error) -> Never {
    switch error {
    case let failure as Failure:
      Terminal.tell(failure.message ?? Message(line: "error: \(failure.sentence.visible)"))
      exit(failure.code)
    case let failure as StoreFailure:
      Terminal.error("error: \(failure.description)")
      exit(1)
    case let failure as FileFailure:
      Terminal.error("error: \(failure.reason.visible)")
      exit(1)
    default:
      let message = Chargeback.fullMessage(for: error)
      let code = Chargeback.exitCode(for: error)
      if code.isSuccess {
        _ = Descriptor.write(message + "\n", into: 1)
      } else if !message.isEmpty {
        // As all our own errors begin.
        Terminal.error(message.hasPrefix("Error: ") ? "error: " + message.dropFirst(7) : message)
      }
      exit(code == .validationFailure ? 2 : code.rawValue)
    }
  }
}
