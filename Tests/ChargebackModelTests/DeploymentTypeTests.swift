import ChargebackModel
import Testing

@Test(
  arguments: [
    ("GlobalStandard", .global), ("DataZoneStandard", .dataZone), ("Standard", .regional),
    ("GlobalBatch", .globalBatch),
    ("DataZoneBatch", .dataZoneBatch), ("GlobalProvisionedManaged", .provisionedGlobal),
    ("DataZoneProvisionedManaged", .provisionedDataZone), ("ProvisionedManaged", .provisionedRegional),
    ("DeveloperTier", .developer), ("globalstandard", .global),
  ] as [(String, DeploymentType)])
func azuresSKUNamesAreKnown(_ text: String, type: DeploymentType) {
  #expect(DeploymentType(text) == type)
}

@Test(arguments: DeploymentType.allCases) func ourOwnSpellingIsReadBack(_ type: DeploymentType) {
  #expect(DeploymentType(type.rawValue) == type)
  #expect(DeploymentType(type.rawValue.uppercased()) == type)
}

@Test(arguments: ["", "batch", "Global Standard", "S0"]) func anUnknownTypeIsNotGuessed(_ text: String) {
  #expect(DeploymentType(text) == nil)
}

@Test func aBatchJobIsSoldByTheBatchFormOfItsDeploymentsType() {
  #expect(DeploymentType.global.batchForm == .globalBatch)
  #expect(DeploymentType.dataZone.batchForm == .dataZoneBatch)
  #expect(DeploymentType.globalBatch.batchForm == .globalBatch)
  #expect(DeploymentType.regional.batchForm == .regional)
}
