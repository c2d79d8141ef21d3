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
        let writer = try CallWriter(db, memory.take())
        let value = try body(writer)
        // Only of a batch that is kept: what a failed one remembered is not in the database.
        memory.keep(try writer.end())
        return value
      }
    } catch let error as DatabaseError {
      throw StoreFailure(path, error)
    }
  }
}
