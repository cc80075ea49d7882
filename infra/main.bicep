// The whole desk in one resource group: a Flex Consumption function app that reaches its storage account and its
// monitoring with one user-assigned identity. No shared key and no connection string with a secret exists.
targetScope = 'resourceGroup'

@description('Short name of the desk: 3 to 11 lower-case letters and digits. Every resource bears it.')
@minLength(3)
@maxLength(11)
param name string

@description('Which environment: part of names and tags.')
@allowed(['dev', 'prod'])
param environment string

@description('Where everything is.')
param location string = resourceGroup().location

@description('Most instances that the platform may start.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('Memory of one instance, MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('How long logs are kept, days.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Copies of what is stored: Standard_LRS in one building, Standard_ZRS in three zones.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param storageSku string = 'Standard_LRS'

@description('The key that signs approved orders: at least 32 bytes in base 64.')
@secure()
@minLength(44)
param signingKey string

var tags = {
  application: 'TradingBase'
  desk: name
  environment: environment
}
var unique = take(uniqueString(resourceGroup().id, name, environment), 6)

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: 'id-${name}-${environment}'
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    name: 'st${name}${environment}${unique}'
    location: location
    tags: tags
    sku: storageSku
    principalId: identity.outputs.principalId
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: '${name}-${environment}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
    principalId: identity.outputs.principalId
  }
}

module functions 'modules/functions.bicep' = {
  name: 'functions'
  params: {
    name: 'func-${name}-${environment}-${unique}'
    planName: 'plan-${name}-${environment}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    packageContainerUri: storage.outputs.packageContainerUri
    tableServiceUri: storage.outputs.tableServiceUri
    stateTable: storage.outputs.stateTable
    insightsConnectionString: monitoring.outputs.connectionString
    maximumInstances: maximumInstances
    instanceMemoryMB: instanceMemoryMB
    signingKey: signingKey
  }
}

output functionApp string = functions.outputs.name
output address string = functions.outputs.address
