param name string
param location string
param tags object
param sku string
param containers array
param isLocked bool

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  // An account's name has at most 24 characters.
  name: take(name, 24)
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 7 }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    }
  }

  resource queues 'queueServices' = {
    name: 'default'
  }

  resource tables 'tableServices' = {
    name: 'default'
  }
}

// Of tables Azure keeps no older state, so the account must not go by mistake. What is in them it does not guard.
resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (isLocked) {
  name: 'accounts'
  scope: account
  properties: { level: 'CanNotDelete', notes: 'Accounts are in here, and nothing brings them back: docs/operations.md.' }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [
  for one in containers: {
    parent: account::blobs
    name: one
  }
]

output id string = account.id
output name string = account.name
output tableEndpoint string = account.properties.primaryEndpoints.table
