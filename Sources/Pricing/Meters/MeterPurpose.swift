/// What a meter prices that is no call of a model at its own price. Such meters are understood, but a price table has no
/// row for them: taken for a plain price they would be charged on the wrong calls.
package enum MeterPurpose: Hashable, Sendable, CaseIterable {
  case fineTuned, training, hosting, grading, tool, imageSize, cachedImage, provisioned

  /// The end of the sentence "the meter … is no price of a call: it is for …".
  package var sentence: String {
    switch self {
    case .fineTuned: "a fine-tuned model, whose calls bear a name of their own"
    case .training: "training"
    case .hosting: "hosting a fine-tuned model"
    case .grading: "grading while a model is trained"
    case .tool: "a tool, a session or storage"
    case .imageSize: "pictures of one size and quality, which a price table does not tell apart"
    case .cachedImage: "cached images, which calls do not count apart"
    case .provisioned: "provisioned units of whatever model, while a row of a price table is for one model"
    }
  }
}
