using TradingBase.AzureHost;

return await AzureDoor.OpenAsync(args, Console.Error);
