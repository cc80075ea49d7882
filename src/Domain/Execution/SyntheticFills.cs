namespace TradingBase.Execution;

/// <summary>Nets fills that the desk made up against the true ones, in whatever order they come.</summary>
/// <remarks>
/// Pure. A venue that counts units as filled and shows no fill is believed: the desk makes one. The true
/// fill, once it is shown, takes the place of as many of the made up units as there are, oldest first.
/// </remarks>
internal static class SyntheticFills
{
    /// <summary>What a fill adds to those that are counted.</summary>
    /// <param name="known">All fills that are counted, in the order in which they were learnt.</param>
    /// <param name="fill">A new one.</param>
    /// <returns>The fill as it counts; null for a made up one whose units are all there by now.</returns>
    internal static Fill? Net(IReadOnlyList<Fill> known, Fill fill) => fill.UpTo is { } upTo
        ? Rest(fill, upTo - known.Sum(one => one.Added))
        : Replace(known, fill);

    private static Fill? Rest(Fill synthetic, decimal missing) =>
        missing <= 0 ? null : synthetic with { Quantity = Math.Min(synthetic.Quantity, missing) };

    private static Fill Replace(IReadOnlyList<Fill> known, Fill fill)
    {
        decimal gone = known.Sum(one => one.Replaces?.Units ?? 0);
        decimal units = 0, value = 0;
        foreach (Fill made in known.Where(one => one.UpTo is not null))
        {
            decimal open = made.Quantity - Math.Min(made.Quantity, gone);
            gone -= made.Quantity - open;
            decimal taken = Math.Min(open, fill.Quantity - units);
            units += taken;
            value += taken * made.Price;
        }

        return units == 0 ? fill : fill with { Replaces = new(units, value) };
    }
}
