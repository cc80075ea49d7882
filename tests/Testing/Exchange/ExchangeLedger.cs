namespace TradingBase.Testing.Exchange;

/// <summary>The venue's own double-entry books: each change adds up to nothing.</summary>
/// <remarks>Accounts are <c>free</c>, <c>locked</c>, <c>fees</c> and <c>others</c>, each per asset.</remarks>
public sealed class ExchangeLedger
{
    /// <summary>What may be spent.</summary>
    public const string Free = "free";

    /// <summary>What open orders hold back.</summary>
    public const string Locked = "locked";

    /// <summary>What the venue has earned.</summary>
    public const string Fees = "fees";

    /// <summary>The rest of the world.</summary>
    public const string Others = "others";

    private readonly Dictionary<(string Account, string Asset), decimal> _balances = [];
    private readonly List<ExchangeEntry> _entries = [];
    private readonly HashSet<string> _shortable = [];

    /// <summary>All that ever happened, oldest first.</summary>
    public IReadOnlyList<ExchangeEntry> Entries => _entries;

    /// <summary>Assets that were ever moved, by name.</summary>
    public IReadOnlyList<string> Assets =>
        [.. _balances.Keys.Select(key => key.Asset).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What an account holds.</summary>
    public decimal this[string account, string asset] => _balances.GetValueOrDefault((account, asset));

    /// <summary>Free and locked together.</summary>
    public decimal Total(string asset) => this[Free, asset] + this[Locked, asset];

    /// <summary>Replays all entries and says what cannot be; empty when the books are sound.</summary>
    public IReadOnlyList<string> Audit()
    {
        List<string> findings = [];
        Dictionary<(string, string), decimal> replayed = [];
        foreach (ExchangeEntry entry in _entries)
        {
            foreach (IGrouping<string, ExchangeLine> asset in entry.Lines.GroupBy(line => line.Asset))
            {
                decimal sum = asset.Sum(line => line.Amount);
                if (sum != 0)
                {
                    findings.Add($"Entry {entry.Number} ({entry.What}) leaves {sum} {asset.Key} over.");
                }
            }

            foreach (ExchangeLine line in entry.Lines)
            {
                decimal now = replayed.GetValueOrDefault((line.Account, line.Asset)) + line.Amount;
                replayed[(line.Account, line.Asset)] = now;
            }

            findings.AddRange(entry.Lines.DistinctBy(line => (line.Account, line.Asset))
                .Where(line => line.Account is Free or Locked && !MayBeShort(line)
                    && replayed[(line.Account, line.Asset)] < 0)
                .Select(line => $"Entry {entry.Number} ({entry.What}) makes {line.Account} {line.Asset} "
                    + $"{replayed[(line.Account, line.Asset)]}."));
        }

        findings.AddRange(_balances
            .Where(balance => replayed.GetValueOrDefault(balance.Key) != balance.Value)
            .Select(balance => $"{balance.Key} is {balance.Value}, its entries say "
                + $"{replayed.GetValueOrDefault(balance.Key)}."));
        return findings;
    }

    internal void AllowShort(string asset) => _shortable.Add(asset);

    internal void Post(DateTimeOffset at, string what, params ExchangeLine[] lines)
    {
        ExchangeLine[] moved = [.. lines.Where(line => line.Amount != 0)];
        if (moved.Length == 0)
        {
            return;
        }

        foreach (ExchangeLine line in moved)
        {
            _balances[(line.Account, line.Asset)] = this[line.Account, line.Asset] + line.Amount;
        }

        _entries.Add(new(_entries.Count + 1, at, what, moved));
    }

    internal void Move(
        DateTimeOffset at, string what, string asset, decimal amount, string from, string to) =>
        Post(at, what, new(from, asset, -amount), new(to, asset, amount));

    private bool MayBeShort(ExchangeLine line) => line.Account == Free && _shortable.Contains(line.Asset);
}
