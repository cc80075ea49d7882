using Microsoft.Extensions.Configuration;
using TradingBase.Composition;

namespace TradingBase.AzureHost;

/// <summary>What the app settings say; infra/modules/functions.bicep writes them.</summary>
/// <param name="TableEndpoint">
/// Address of the tables that hold the state; null with a connection string.
/// </param>
/// <param name="ConnectionString">For the storage emulator only; null in Azure.</param>
/// <param name="Table">Name of the table.</param>
/// <param name="ClientId">Client id of the identity that may use it, or null.</param>
/// <param name="ConfigurationFile">The desk's configuration file, or null for the defaults.</param>
internal sealed record AzureSettings(
    Uri? TableEndpoint, string? ConnectionString, string Table, string? ClientId, string? ConfigurationFile)
{
    /// <summary>Address of the tables.</summary>
    internal const string EndpointSetting = "TradingBaseState__tableServiceUri";

    /// <summary>Connection string of an emulator, in place of the address.</summary>
    internal const string ConnectionSetting = "TradingBaseState";

    /// <summary>Name of the table.</summary>
    internal const string TableSetting = "TradingBaseState__table";

    /// <summary>Client id of a user-assigned identity.</summary>
    internal const string ClientIdSetting = "TradingBaseState__clientId";

    /// <summary>Path of the configuration file.</summary>
    internal const string FileSetting = "TRADINGBASE_CONFIG";

    /// <summary>
    /// The key that signs orders, in base 64, where the configuration names no other variable.
    /// </summary>
    internal const string SigningKey = "TRADINGBASE_SIGNING_KEY";

    private const string DefaultTable = "tradingbase";

    /// <summary>Reads them.</summary>
    /// <param name="settings">Where two underscores of a variable's name may have become a colon.</param>
    /// <exception cref="ConfigurationException">There is no place for the state, or a wrong one.</exception>
    internal static AzureSettings Read(IConfiguration settings)
    {
        string? connection = Find(settings, ConnectionSetting);
        string? endpoint = Find(settings, EndpointSetting);
        Uri? address = null;
        bool safe = Uri.TryCreate(endpoint, UriKind.Absolute, out address) && IsSafe(address);
        if (connection is null && !safe)
        {
            string found = endpoint is null ? "nothing" : $"\"{endpoint}\"";
            string expected = $"an https address of tables (or, for the emulator, {ConnectionSetting})";
            throw new ConfigurationException("app settings", [new(EndpointSetting, found, expected)]);
        }

        return new(
            address,
            connection,
            Find(settings, TableSetting) ?? DefaultTable,
            Find(settings, ClientIdSetting),
            Find(settings, FileSetting));
    }

    // The platform's variables arrive with colons, a local settings file may keep the underscores.
    private static string? Find(IConfiguration settings, string name) =>
        (settings[name] ?? settings[name.Replace("__", ":", StringComparison.Ordinal)])
            is { Length: > 0 } value ? value : null;

    // A token must not travel in the open.
    private static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps;
}
