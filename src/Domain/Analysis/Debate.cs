using System.Globalization;

namespace TradingBase.Analysis;

/// <summary>One round of bull against bear before a judge.</summary>
/// <remarks>
/// Pure; the order of the views changes nothing. The cases are means weighted by confidence; disagreement is
/// the
/// weighted standard deviation of the stances, which is at most 1 since stances lie from −1 to 1.
/// Source: the weighted variance's bound is Popoviciu's inequality.
/// </remarks>
public static class Debate
{
    /// <summary>Hears every view on one instrument and judges.</summary>
    /// <param name="instrument">Of what.</param>
    /// <param name="views">Every analyst's view; abstentions are kept in the record and do not count.</param>
    /// <returns>The insight; stance and confidence are zero when nobody has a view.</returns>
    /// <exception cref="ArgumentException">A view is on another instrument.</exception>
    public static Insight Hold(InstrumentId instrument, IReadOnlyList<AnalystView> views)
    {
        ArgumentNullException.ThrowIfNull(views);
        AnalystView[] ordered = [.. views
            .OrderBy(view => view.Analyst, StringComparer.Ordinal)
            .ThenBy(view => view.Stance).ThenBy(view => view.Confidence).ThenBy(view => view.HorizonDays)];
        if (Array.Exists(ordered, view => view.Instrument != instrument))
        {
            throw new ArgumentException($"Every view must be on {instrument}.", nameof(views));
        }

        AnalystView[] heard = [.. ordered.Where(view => !view.Abstained && view.Confidence > 0)];
        return heard.Length == 0
            ? new(instrument, 0, 0, 1, 0, 0, 0, "Nobody has a view.", ordered)
            : Judge(instrument, heard, ordered);
    }

    private static Insight Judge(InstrumentId instrument, AnalystView[] heard, AnalystView[] all)
    {
        double weight = heard.Sum(view => view.Confidence);
        double bull = Math.Min(1, heard.Sum(view => view.Confidence * Math.Max(view.Stance, 0)) / weight);
        double bear = Math.Min(1, heard.Sum(view => view.Confidence * Math.Max(-view.Stance, 0)) / weight);
        double mean = Math.Clamp(heard.Sum(view => view.Confidence * view.Stance) / weight, -1, 1);
        double spread = heard.Sum(view => view.Confidence * Math.Pow(view.Stance - mean, 2)) / weight;

        // Rounding in the mean must not make a quarrel out of one opinion.
        bool unanimous = Array.TrueForAll(heard, view => view.Stance == heard[0].Stance);
        double stance = unanimous ? heard[0].Stance : mean;
        double disagreement = unanimous ? 0 : Math.Min(1, Math.Sqrt(spread));
        double confidence = Math.Min(1, weight / heard.Length);
        double horizon = heard.Sum(view => view.Confidence * view.HorizonDays) / weight;
        return new(
            instrument, stance, confidence, Math.Max(1, (int)Math.Round(horizon)), disagreement, bull, bear,
            Verdict(heard, bull, bear, disagreement), all);
    }

    private static string Verdict(AnalystView[] heard, double bull, double bear, double disagreement)
    {
        string side = bull > bear ? "The bull carries it"
            : bear > bull ? "The bear carries it"
            : "Neither side carries it";
        AnalystView? first = bull > bear ? Strongest(heard, 1) : bear > bull ? Strongest(heard, -1) : null;
        string led = first is null ? string.Empty : $", led by {first.Analyst}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{side}{led}: {bull:0.00} against {bear:0.00}, disagreement {disagreement:0.00}, "
            + $"{heard.Length} heard.");
    }

    private static AnalystView? Strongest(AnalystView[] heard, int sign) =>
        heard.Where(view => Math.Sign(view.Stance) == sign)
            .MaxBy(view => view.Confidence * Math.Abs(view.Stance));
}
