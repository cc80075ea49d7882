using System.Buffers;
using TradingBase.Markets;

namespace TradingBase.Journal;

/// <summary>The compact form of a snapshot: what its id is the hash of.</summary>
/// <remarks>
/// Form 1: market, desk time, simulated, series, context. A series is its instrument, step, source and bars;
/// the bars are columns: starts as differences of differences of ticks, known-at minus start as differences,
/// then open, high,
/// low, close and volume as whole numbers of their smallest step, each as the difference to the one before
/// it. Decimals keep their exact values; equal snapshots have equal bytes, however many trailing zeros their
/// decimals carry.
/// </remarks>
internal static class SnapshotCodec
{
    private const byte Form = 1;
    private const int SmallestBar = 7;
    private const int SmallestSeries = 16;

    private static readonly Func<Bar, decimal>[] Fields =
        [bar => bar.Open, bar => bar.High, bar => bar.Low, bar => bar.Close, bar => bar.Volume];

    public static PackWriter Encode(MarketSnapshot snapshot)
    {
        PackWriter writer = new();
        writer.Byte(Form);
        writer.Text(snapshot.Market);
        writer.Signed(snapshot.DeskTime.UtcTicks);
        writer.Flag(snapshot.Simulated);
        Write(writer, snapshot.Series);
        Write(writer, snapshot.Context);
        return writer;
    }

    /// <summary>Reads a snapshot.</summary>
    /// <exception cref="InvalidDataException">The bytes hold none.</exception>
    public static MarketSnapshot Decode(ReadOnlySpan<byte> bytes)
    {
        PackReader reader = new(bytes);
        if (reader.Byte() is byte form and not Form)
        {
            throw new InvalidDataException($"Form {form} of a snapshot is not known here.");
        }

        try
        {
            MarketSnapshot snapshot = new(
                reader.Text(), Moment(reader.Signed()), reader.Flag(), ReadAll(ref reader),
                ReadAll(ref reader));
            return reader.Rest.IsEmpty ? snapshot : throw new InvalidDataException(
                "More follows than a snapshot.");
        }
        catch (ArgumentException broken)
        {
            throw new InvalidDataException(broken.Message, broken);
        }
    }

    private static DateTimeOffset Moment(long ticks) => new(ticks, TimeSpan.Zero);

    private static void Write(PackWriter writer, IReadOnlyList<BarSeries> all)
    {
        writer.Unsigned((ulong)all.Count);
        foreach (BarSeries series in all)
        {
            Write(writer, series.Instrument);
            writer.Signed(series.Step.Ticks);
            writer.Text(series.Source);
            writer.Flag(series.Simulated);
            WriteBars(writer, series.Bars);
        }
    }

    private static BarSeries[] ReadAll(ref PackReader reader)
    {
        var all = new BarSeries[reader.Count(SmallestSeries)];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = new(
                ReadInstrument(ref reader), new(reader.Signed()), reader.Text(), reader.Flag(),
                ReadBars(ref reader));
        }

        return all;
    }

    private static void Write(PackWriter writer, Instrument instrument)
    {
        writer.Text(instrument.Id.Symbol);
        writer.Text(instrument.Id.Market);
        writer.Unsigned((ulong)instrument.Kind);
        writer.Text(instrument.Currency);
        writer.Decimal(instrument.Tick);
        writer.Decimal(instrument.Lot);
        writer.Decimal(instrument.MinimumQuantity);
        writer.Decimal(instrument.Multiplier);
        writer.Flag(instrument.Tradable);
        writer.Flag(instrument.AllowsShort);
    }

    private static Instrument ReadInstrument(ref PackReader reader) => new(
        new(reader.Text(), reader.Text()), (InstrumentKind)reader.Byte(), reader.Text(), reader.Decimal(),
        reader.Decimal(), reader.Decimal(), reader.Decimal(), reader.Flag(), reader.Flag());

    private static void WriteBars(PackWriter writer, IReadOnlyList<Bar> bars)
    {
        writer.Unsigned((ulong)bars.Count);
        long start = 0, step = 0, lag = 0;
        foreach (Bar bar in bars)
        {
            long ticks = bar.Start.UtcTicks, later = bar.KnownAt.UtcTicks - ticks;
            writer.Signed(ticks - start - step);
            writer.Signed(later - lag);
            (step, start, lag) = (ticks - start, ticks, later);
        }

        decimal[] column = ArrayPool<decimal>.Shared.Rent(bars.Count);
        foreach (Func<Bar, decimal> field in Fields)
        {
            for (int i = 0; i < bars.Count; i++)
            {
                column[i] = field(bars[i]);
            }

            writer.Column(column.AsSpan(0, bars.Count));
        }

        ArrayPool<decimal>.Shared.Return(column);
    }

    private static Bar[] ReadBars(ref PackReader reader)
    {
        int count = reader.Count(SmallestBar);
        long[] starts = new long[count], knownAts = new long[count];
        long start = 0, step = 0, lag = 0;
        for (int i = 0; i < count; i++)
        {
            step = unchecked(step + reader.Signed());
            start = unchecked(start + step);
            lag = unchecked(lag + reader.Signed());
            (starts[i], knownAts[i]) = (start, unchecked(start + lag));
        }

        decimal[][] columns = new decimal[Fields.Length][];
        for (int field = 0; field < columns.Length; field++)
        {
            columns[field] = new decimal[count];
            reader.Column(columns[field]);
        }

        var bars = new Bar[count];
        for (int i = 0; i < count; i++)
        {
            bars[i] = new(
                Moment(starts[i]), Moment(knownAts[i]), columns[0][i], columns[1][i], columns[2][i],
                columns[3][i], columns[4][i]);
        }

        return bars;
    }
}
