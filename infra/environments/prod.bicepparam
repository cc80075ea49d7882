using '../main.bicep'

param name = 'desk'
param environment = 'prod'
param maximumInstances = 100
param logRetentionDays = 90
param storageSku = 'Standard_ZRS'

// Never in a file: made once with 'openssl rand -base64 32' and kept where secrets are kept.
param signingKey = readEnvironmentVariable('TRADINGBASE_SIGNING_KEY')
