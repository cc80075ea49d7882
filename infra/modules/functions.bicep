@description('Name of the function app; unique in the world.')
param name string

@description('Name of its plan.')
param planName string

@description('Where they are.')
param location string

@description('Tags of the desk.')
param tags object

@description('Resource id of the identity that the app bears.')
param identityId string

@description('Client id of the same identity.')
param identityClientId string

@description('Storage account of host, queues and durable histories.')
param storageName string

@description('Container that the package is deployed from.')
param packageContainerUri string

@description('Address of the tables that hold the state.')
param tableServiceUri string

@description('Name of the table that holds the state.')
param stateTable string

@description('Where telemetry goes.')
param insightsConnectionString string

@description('Most instances that the platform may start.')
param maximumInstances int

@description('Memory of one instance, MB.')
param instanceMemoryMB int

@description('The key that signs approved orders.')
@secure()
param signingKey string

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: {
      minTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstances
      }
    }
  }
}

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: {
    // Host, queue triggers and durable histories: the account by name, reached with the identity.
    AzureWebJobsStorage__accountName: storageName
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId

    // The root is ours (host.json sets routePrefix to ""): the platform's own page must not answer it.
    AzureWebJobsDisableHomepage: 'true'

    APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'

    // src/AzureHost/AzureSettings.cs reads these.
    TradingBaseState__tableServiceUri: tableServiceUri
    TradingBaseState__table: stateTable
    TradingBaseState__clientId: identityClientId
    TRADINGBASE_SIGNING_KEY: signingKey
  }
}

output name string = app.name
output address string = 'https://${app.properties.defaultHostName}'
