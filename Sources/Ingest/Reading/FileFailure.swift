/// The world failed while a file was read; the reason in the system's words.
package struct FileFailure: Error {
  package let reason: String
}
