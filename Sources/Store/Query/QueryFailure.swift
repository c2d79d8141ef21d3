/// Why a query has no answer.
package enum QueryFailure: Error {
  /// It is no SQL, or SQLite cannot do it; SQLite's own words.
  case mistake(String)
  /// It would do more than read the tables that it is given.
  case refused(String)
  /// Someone asked it to stop.
  case interrupted
}
