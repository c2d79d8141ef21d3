/// Which calls have their texts counted although the service reports their tokens: one in sixteen, so that the error of
/// estimates is measured on the user's own data and reading stays fast.
enum EstimateSample {
  /// By a digest of an id of the call (FNV-1a, mixed once more), so that the choice depends on neither order nor time.
  static func holds(_ id: String) -> Bool {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in id.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    // The last bytes of an id have not reached the upper bits yet.
    digest = (digest ^ digest >> 33) &* 0xFF51_AFD7_ED55_8CCD
    return digest >> 60 == 0
  }
}
