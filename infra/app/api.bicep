param name string
param planName string
param location string
param tags object
param identityId string
param identityClientId string
param durableStorageName string
param deploymentContainer string
param insightsConnectionString string
param alwaysReady int
param maximumInstanceCount int
param instanceMemoryMB int

@description('The app’s own settings: docs/settings.md. What is empty is left out.')
param dataTableEndpoint string
param communicationEndpoint string
param keysSecret string
param deliveryReportsKeySecret string
param gateKeysSecret string
param servedCallingCodes string
param serviceName string
param publicUrl string
param emailSender string
param smsSender string
param callSender string
param speechEndpoint string

@secure()
param moreSettings object

resource durableStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: durableStorageName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // Whose roles count when a setting is a reference into the vault.
    keyVaultReferenceIdentity: identityId
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${durableStorage.properties.primaryEndpoints.blob}${deploymentContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReady == 0
          ? []
          : [
              { name: 'durable', instanceCount: alwaysReady }
              { name: 'http', instanceCount: alwaysReady }
            ]
      }
      runtime: { name: 'node', version: '22' }
    }
  }

  // Packages are sent with an identity's token; no password opens a back door.
  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
}

var platformSettings = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: durableStorage.properties.primaryEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: durableStorage.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: durableStorage.properties.primaryEndpoints.table
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AzureWebJobsDisableHomepage: 'true'
}

var appSettings = {
  AZURE_CLIENT_ID: identityClientId
  DATA_STORAGE: dataTableEndpoint
  COMMUNICATION: communicationEndpoint
  KEYS_SECRET: keysSecret
  SERVED_CALLING_CODES: servedCallingCodes
  SERVICE_NAME: serviceName
  EMAIL_SENDER: emailSender
}

// An empty value is a wrong one for the app, so these are set only where there is something to say.
var optionalSettings = union(
  empty(publicUrl) ? {} : { PUBLIC_URL: publicUrl },
  empty(smsSender) ? {} : { SMS_SENDER: smsSender },
  empty(callSender) ? {} : { CALL_SENDER: callSender },
  empty(speechEndpoint) ? {} : { SPEECH_ENDPOINT: speechEndpoint },
  empty(deliveryReportsKeySecret) ? {} : { DELIVERY_REPORTS_KEY: '@Microsoft.KeyVault(SecretUri=${deliveryReportsKeySecret}/)' },
  empty(gateKeysSecret) ? {} : { GATE_KEYS: '@Microsoft.KeyVault(SecretUri=${gateKeysSecret}/)' }
)

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  // What the operator names comes last but for the platform's: it may change ours, and not whose storage and telemetry it is.
  properties: union(appSettings, optionalSettings, moreSettings, platformSettings)
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
