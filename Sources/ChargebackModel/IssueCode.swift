/// What can be wrong with data, in one word each; the words are part of the command line's contract.
package enum IssueCode: String, CaseIterable, Hashable, Sendable, Comparable {
  // While reading
  case malformed, cutShort, tooLong, unknownRecord, missingTime, impossibleValue, missingKey
  case unterminatedArray, partialAnswer, nothingKnown, ambiguousDate
  // While joining
  case contradiction
  // While reporting
  case unpriced, ambiguousPrice, missingRate, unmetered, rejectedRecords, unjoinedServiceRecords, mixedCorrelation
  case assumedDeploymentType, possibleDoubleCount, estimated

  package static func < (a: IssueCode, b: IssueCode) -> Bool { a.rawValue < b.rawValue }
}
