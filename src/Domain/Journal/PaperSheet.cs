using System.Globalization;

namespace TradingBase.Journal;

/// <summary>The paper venue's rows: one partition, so that a fill and its account are one submit.</summary>
internal static class PaperSheet
{
    public const string Partition = "paper";

    /// <summary>Before all of the account, so that one read gives it as it was at one moment.</summary>
    public const string AccountPrefix = "account:";

    /// <summary>Cash, and a count that every fill and deposit raises.</summary>
    public const string CashKey = AccountPrefix + "cash";

    public const string OpenPrefix = AccountPrefix + "open:";
    public const string PositionPrefix = AccountPrefix + "position:";
    public const string FillPrefix = "fill:";

    public static string OrderKey(string clientOrderId) => "order:" + StateKey.Escape(clientOrderId);

    public static string DepositKey(string id) => "deposit:" + StateKey.Escape(id);

    public static string PositionKey(InstrumentId instrument) =>
        PositionPrefix + StateKey.Escape(instrument.ToString());

    public static string OpenOf(InstrumentId instrument) =>
        $"{OpenPrefix}{StateKey.Escape(Short(instrument))}|";

    public static string OpenKey(InstrumentId instrument, string clientOrderId) =>
        OpenOf(instrument) + StateKey.Escape(Short(clientOrderId));

    public static string BarKey(InstrumentId instrument, DateTimeOffset start) =>
        $"bar:{StateKey.Escape(instrument.ToString())}|{Ticks(start)}";

    public static string FillsFrom(DateTimeOffset knownAt) => FillPrefix + Ticks(knownAt);

    public static string FillKey(DateTimeOffset knownAt, string tradeId) =>
        $"{FillsFrom(knownAt)}|{StateKey.Escape(tradeId)}";

    // Two names share one key, which has room for 512 characters: a long one is told by its hash.
    private static string Short<TName>(TName name) =>
        $"{name}" is { Length: <= 64 } text ? text : Canonical.Sha256($"{name}");

    private static string Ticks(DateTimeOffset moment) =>
        moment.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
}
