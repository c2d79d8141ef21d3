import ChargebackModel
import Foundation
import GRDB

extension Store {
  /// Joins a batch of one file's records in one transaction: a run that is killed leaves whole batches, and the next run
  /// completes them to the same content.
  /// - Throws: `StoreFailure`, or what `body` throws; then nothing of the batch is kept.
  package func importBatch<Value>(_ body: (CallWriter) throws -> Value) throws -> Value {
    do {
      return try pool.write { db in
        let writer = CallWriter(db)
        let value = try body(writer)
        try writer.settleClaims()
        return value
      }
    } catch let error as DatabaseError {
      throw StoreFailure(path, error)
    }
  }
}
