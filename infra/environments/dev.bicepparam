using '../main.bicep'

param name = 'desk'
param environment = 'dev'
param maximumInstances = 40
param logRetentionDays = 30
param storageSku = 'Standard_LRS'

// Never in a file: made once with 'openssl rand -base64 32' and kept where secrets are kept.
param signingKey = readEnvironmentVariable('TRADINGBASE_SIGNING_KEY')
