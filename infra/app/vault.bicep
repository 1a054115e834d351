param name string
param location string
param tags object
param workspaceId string
param isLocked bool

// Its secrets are made and rotated by people with `npm run prepare-vault` and `npm run rotate-keys`: none of them is in a
// template, a parameter or a log of a deployment.
resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    // Without its keys no stored address can be read: nobody deletes them for good by mistake, or at once.
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    // The deployment reads the key that it puts into Event Grid's address.
    enabledForTemplateDeployment: true
    publicNetworkAccess: 'Enabled'
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (isLocked) {
  name: 'keys'
  scope: vault
  properties: { level: 'CanNotDelete', notes: 'Without these keys no stored address can be read: docs/operations.md.' }
}

output name string = vault.name
output url string = vault.properties.vaultUri
