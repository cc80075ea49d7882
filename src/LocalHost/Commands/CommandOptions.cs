using System.CommandLine;
using System.Globalization;
using TradingBase.Composition;

namespace TradingBase.LocalHost.Commands;

/// <summary>Options that several commands share, read alike.</summary>
internal static class CommandOptions
{
    internal static Option<bool> Json() => new("--json")
    {
        Description = "One JSON document on standard output; logs on standard error.",
    };

    internal static Option<string?> Config() => new("--config")
    {
        Description = "The configuration, one JSON file; see src/Composition/tradingbase.sample.json.",
    };

    internal static Option<string?> Store() => new("--store")
    {
        Description = "The engine's histories and queues: one SQLite file, one process at a time.",
    };

    internal static Option<string?> State() => new("--state")
    {
        Description = "Journal, ledger and snapshots: one SQLite file, shared.",
    };

    internal static Option<string?> Data() => new("--data")
    {
        Description = "A folder of recorded bars in the project's layout.",
    };

    internal static Option<string?> Markets() => new("--markets")
    {
        Description = "Markets by name, separated by commas; all that are configured when left out.",
    };

    internal static Option<string?> AsOf() => new("--as-of")
    {
        Description = "The moment of the data to decide at, such as 2017-12-29T21:05:00Z; now when left out.",
    };

    /// <summary>A number with a point in every country, perhaps left out.</summary>
    /// <param name="name">Such as <c>--limit</c>.</param>
    /// <param name="description">What it is, with its unit.</param>
    internal static Option<decimal?> Number(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = found =>
        {
            if (decimal.TryParse(
                found.Tokens[0].Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out decimal number))
            {
                return number;
            }

            found.AddError($"{name}: a number such as 99.5 was expected, '{found.Tokens[0]}' was found.");
            return null;
        },
    };

    /// <summary>Reads the configuration and lets the command line's data folder win.</summary>
    /// <exception cref="ConfigurationException">The file is wrong; it names every place.</exception>
    internal static async Task<TradingBaseOptions> ReadAsync(
        string? config, string? data, CancellationToken cancellationToken)
    {
        TradingBaseOptions options = config is null
            ? new TradingBaseOptions()
            : await OptionsReader.ReadFileAsync(config, cancellationToken);
        if (data is null)
        {
            return options;
        }

        return Directory.Exists(data)
            ? options with { Data = options.Data with { Kind = "csv", Folder = Path.GetFullPath(data) } }
            : throw new UsageException($"--data: there is no folder '{data}'.");
    }

    /// <summary>Reads an instrument.</summary>
    /// <param name="option">Where it stands, for the refusal.</param>
    /// <param name="text">Such as <c>AAPL@us-equities</c>.</param>
    /// <exception cref="UsageException">The text names none.</exception>
    internal static InstrumentId Instrument(string option, string text)
    {
        try
        {
            return InstrumentId.Parse(text);
        }
        catch (FormatException mistake)
        {
            throw new UsageException($"{option}: {mistake.Message}");
        }
    }

    /// <summary>Splits a list of markets.</summary>
    internal static string[] Split(string? markets) => markets is null
        ? []
        : markets.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Reads a moment.</summary>
    /// <exception cref="UsageException">The text is no moment, or lies in the future.</exception>
    internal static DateTimeOffset? Moment(string? text, DateTimeOffset now)
    {
        if (text is null)
        {
            return null;
        }

        return !UtcJsonConverter.TryRead(text, out DateTimeOffset moment)
            ? throw new UsageException(
                "--as-of: a moment with its offset was expected, such as 2017-12-29T21:05:00Z; "
                + $"'{text}' was found.")
            : moment > now
            ? throw new UsageException($"--as-of: {UtcJsonConverter.Write(moment)} lies in the future.")
            : moment;
    }
}
