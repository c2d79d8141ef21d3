import ChargebackModel
import Foundation
import GRDB

extension Store {
  /// Joins a batch of one file's records in one transaction: a run that is killed leaves whole batches, and the next run
  /// completes them to the same content.
  package func importBatch<Value>(_ body: (CallWriter) throws -> Value) throws(StoreFailure) -> Value {
    try write { db in
      let writer = CallWriter(db)
      let value = try body(writer)
      try writer.settleClaims()
      return value
    }
  }
}
