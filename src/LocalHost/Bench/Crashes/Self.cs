using System.Diagnostics;

namespace TradingBase.LocalHost.Bench.Crashes;

/// <summary>This program, called again in a process of its own.</summary>
internal static class Self
{
    /// <summary>How it is called with other arguments.</summary>
    internal static ProcessStartInfo Call(string[] arguments)
    {
        string host = Environment.ProcessPath ?? "dotnet";
        ProcessStartInfo info = new(host) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            info.ArgumentList.Add("exec");
            info.ArgumentList.Add(typeof(Self).Assembly.Location);
        }

        foreach (string argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        return info;
    }
}
