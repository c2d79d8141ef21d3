import ChargebackModel

/// Why a record cannot be read; a sentence that shows nothing of its contents.
struct Rejection: Error {
  let code: IssueCode
  let message: String

  init(_ code: IssueCode, _ message: String) {
    self.code = code
    self.message = message
  }
}
