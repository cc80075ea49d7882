namespace TradingBase.LocalHost.Tests.Pumps;

/// <summary>How long a test waits for what has to come.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
}
