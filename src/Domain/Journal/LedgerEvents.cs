using System.Globalization;
using TradingBase.Execution;
using TradingBase.Portfolio;

namespace TradingBase.Journal;

/// <summary>Everything that can happen to an account, by its name.</summary>
/// <remarks>
/// Amounts are in units of their currency and kept exactly. Ids are made of what makes the event itself, so
/// that telling it again changes nothing; where the caller names one, it does so for the same reason.
/// </remarks>
public static class LedgerEvents
{
    /// <summary>The account of what no venue holds: the desk's own costs.</summary>
    public const string DeskAccount = "desk";

    /// <summary>Cash put in, or taken out when negative.</summary>
    /// <param name="account">Name of a broker, or <see cref="DeskAccount"/>.</param>
    /// <param name="id">Names the transfer.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="amount">Signed; not zero.</param>
    /// <param name="atUtc">When, UTC.</param>
    /// <param name="memo">A sentence.</param>
    public static LedgerEvent Deposit(
        string account, string id, string currency, decimal amount, DateTimeOffset atUtc,
        string memo = "A deposit.") =>
        Cash(account, $"deposit:{id}", LedgerEntryKind.Deposit, LedgerSheet.Deposits, currency,
            NotZero(amount), atUtc, memo);

    /// <summary>Units put in at a price, as an account that is taken over holds them.</summary>
    /// <param name="account">Name of a broker.</param>
    /// <param name="id">Names the transfer.</param>
    /// <param name="units">What came in, at which price; its fee is zero.</param>
    /// <param name="memo">A sentence.</param>
    public static LedgerEvent DepositUnits(string account, string id, Trade units, string memo)
    {
        ArgumentNullException.ThrowIfNull(units);
        return new(account, $"deposit:{id}", LedgerEntryKind.Deposit, units.AtUtc, memo,
            draft => draft.Deal(units, reduceOnly: false, LedgerSheet.Deposits))
        {
            Instrument = units.Instrument,
        };
    }

    /// <summary>Units bought or sold for cash, once per trade id and instrument.</summary>
    /// <remarks>
    /// Its id names the instrument too: trade ids are unique per instrument at some venues only.
    /// </remarks>
    public static LedgerEvent Trade(Fill fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        string memo = FormattableString.Invariant(
            $"{fill.Side} {fill.Quantity} {fill.Instrument} at {fill.Price} {fill.Currency}, ")
            + $"order {fill.ClientOrderId}"
            + (fill.Replaces is { } made
                ? FormattableString.Invariant($", of which {made.Units} were booked before.")
                : ".");
        return new(fill.Venue, IdOf(fill), LedgerEntryKind.Trade, fill.AtUtc, memo,
            draft => draft.Deal(fill.ToTrade(), fill.ReduceOnly, LedgerSheet.Cash))
        {
            Instrument = fill.Instrument,
        };
    }

    /// <summary>Something that a venue takes beside its trades; a rebate is negative.</summary>
    public static LedgerEvent Fee(
        string account, string id, string currency, decimal amount, DateTimeOffset atUtc, string memo) =>
        Cash(account, $"fee:{id}", LedgerEntryKind.Fee, LedgerSheet.Fees, currency, -NotZero(amount), atUtc,
            memo);

    /// <summary>A company's payment for each share that was held before its ex-date.</summary>
    /// <param name="account">Name of a broker.</param>
    /// <param name="instrument">Whose.</param>
    /// <param name="currency">What is paid in.</param>
    /// <param name="perUnit">Amount per share; greater than zero.</param>
    /// <param name="held">Signed units held at the ex-date; who is short pays.</param>
    /// <param name="exAt">First moment at which a buyer gets nothing, UTC.</param>
    /// <param name="paidAt">When it is paid, UTC.</param>
    public static LedgerEvent Dividend(
        string account, InstrumentId instrument, string currency, decimal perUnit, decimal held,
        DateTimeOffset exAt, DateTimeOffset paidAt)
    {
        Check.Positive(perUnit);
        string memo = FormattableString.Invariant($"{perUnit} {currency} for each of {held} {instrument}.");
        return Cash(account, $"dividend:{instrument}:{UtcJsonConverter.Write(exAt)}:{currency}",
            LedgerEntryKind.Dividend, LedgerSheet.Of(LedgerSheet.Income, instrument), currency,
            perUnit * held, paidAt, memo);
    }

    /// <summary>A dividend as a venue paid it, by the payment's own name; paid by us when negative.</summary>
    /// <param name="account">Name of a broker.</param>
    /// <param name="id">Names the payment.</param>
    /// <param name="instrument">Whose, or null where it is not known.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="amount">Signed; not zero.</param>
    /// <param name="atUtc">When, UTC.</param>
    /// <param name="memo">A sentence.</param>
    public static LedgerEvent DividendPaid(
        string account, string id, InstrumentId? instrument, string currency, decimal amount,
        DateTimeOffset atUtc, string memo) =>
        Cash(account, $"dividend:{id}", LedgerEntryKind.Dividend,
            instrument is { } of ? LedgerSheet.Of(LedgerSheet.Income, of) : LedgerSheet.Income, currency,
            NotZero(amount), atUtc, memo);

    /// <summary>Shares divided or put together: units change, what they cost does not.</summary>
    /// <param name="account">Name of a broker.</param>
    /// <param name="instrument">Whose.</param>
    /// <param name="to">New shares for <paramref name="from"/> old ones; greater than zero.</param>
    /// <param name="from">Old shares; greater than zero.</param>
    /// <param name="atUtc">When it takes effect, UTC.</param>
    public static LedgerEvent Split(
        string account, InstrumentId instrument, decimal to, decimal from, DateTimeOffset atUtc)
    {
        Check.Positive(to);
        Check.Positive(from);
        return new(account, $"split:{instrument}:{UtcJsonConverter.Write(atUtc)}", LedgerEntryKind.Split,
            atUtc, FormattableString.Invariant($"{to} for {from} of {instrument}."),
            draft => draft.Split(to, from))
        {
            Instrument = instrument,
        };
    }

    /// <summary>A perpetual's payment; paid when negative.</summary>
    public static LedgerEvent Funding(
        string account, InstrumentId instrument, string currency, decimal amount, DateTimeOffset atUtc) =>
        Cash(account, $"funding:{instrument}:{UtcJsonConverter.Write(atUtc)}", LedgerEntryKind.Funding,
            LedgerSheet.Of(LedgerSheet.Income, instrument), currency, NotZero(amount), atUtc,
            $"Funding of {instrument}.");

    /// <summary>Interest on cash; paid when negative.</summary>
    public static LedgerEvent Interest(
        string account, string currency, decimal amount, DateTimeOffset atUtc) =>
        Cash(account, $"interest:{currency}:{UtcJsonConverter.Write(atUtc)}", LedgerEntryKind.Interest,
            LedgerSheet.Interest, currency, NotZero(amount), atUtc, $"Interest on {currency}.");

    /// <summary>Interest on cash by the payment's own name; paid by us when negative.</summary>
    /// <param name="account">Name of a broker.</param>
    /// <param name="id">Names the payment.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="amount">Signed; not zero.</param>
    /// <param name="atUtc">When, UTC.</param>
    /// <param name="memo">A sentence.</param>
    public static LedgerEvent InterestPaid(
        string account, string id, string currency, decimal amount, DateTimeOffset atUtc, string memo) =>
        Cash(account, $"interest:{id}", LedgerEntryKind.Interest, LedgerSheet.Interest, currency,
            NotZero(amount), atUtc, memo);

    /// <summary>One currency for another; each side is in balance through the trading account.</summary>
    /// <param name="account">Name of a broker.</param>
    /// <param name="id">The venue's id of the conversion.</param>
    /// <param name="sold">Currency given; <paramref name="soldAmount"/> of it, greater than zero.</param>
    /// <param name="soldAmount">How much was given.</param>
    /// <param name="bought">Currency got; another one.</param>
    /// <param name="boughtAmount">How much came in; greater than zero.</param>
    /// <param name="atUtc">When, UTC.</param>
    public static LedgerEvent Conversion(
        string account, string id, string sold, decimal soldAmount, string bought, decimal boughtAmount,
        DateTimeOffset atUtc)
    {
        Check.Positive(soldAmount);
        Check.Positive(boughtAmount);
        return sold == bought
            ? throw new ArgumentException($"{sold} is not converted into itself.", nameof(bought))
            : new(account, $"conversion:{id}", LedgerEntryKind.Conversion, atUtc,
                FormattableString.Invariant($"{soldAmount} {sold} for {boughtAmount} {bought}."), draft =>
                {
                    draft.Move(LedgerSheet.Cash, LedgerSheet.Trading, sold, -soldAmount);
                    draft.Move(LedgerSheet.Cash, LedgerSheet.Trading, bought, boughtAmount);
                });
    }

    /// <summary>What a cycle's inference cost, US dollars; greater than zero.</summary>
    public static LedgerEvent InferenceCost(string cycleId, decimal usd, DateTimeOffset atUtc) =>
        Cash(DeskAccount, $"inference:{cycleId}", LedgerEntryKind.InferenceCost, LedgerSheet.Inference, "USD",
            -Check.Positive(usd), atUtc, "Paid inference.");

    /// <summary>A correction of cash by a person.</summary>
    /// <param name="account">Name of a broker, or <see cref="DeskAccount"/>.</param>
    /// <param name="id">Names the correction.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="amount">Signed; not zero.</param>
    /// <param name="by">The person.</param>
    /// <param name="why">A sentence.</param>
    /// <param name="atUtc">When, UTC.</param>
    public static LedgerEvent Adjustment(
        string account, string id, string currency, decimal amount, string by, string why,
        DateTimeOffset atUtc) =>
        Cash(account, $"adjustment:{id}", LedgerEntryKind.Adjustment, LedgerSheet.Adjustments, currency,
            NotZero(amount), atUtc, Signed(by, why));

    /// <summary>A correction of units by a person, at a price and without cash.</summary>
    /// <param name="account">Name of a broker.</param>
    /// <param name="id">Names the correction.</param>
    /// <param name="units">What is added or taken away, at which price; its fee is zero.</param>
    /// <param name="by">The person.</param>
    /// <param name="why">A sentence.</param>
    public static LedgerEvent AdjustmentOfUnits(
        string account, string id, Trade units, string by, string why)
    {
        ArgumentNullException.ThrowIfNull(units);
        return new(account, $"adjustment:{id}", LedgerEntryKind.Adjustment, units.AtUtc, Signed(by, why),
            draft => draft.Deal(units, reduceOnly: true, LedgerSheet.Adjustments))
        {
            Instrument = units.Instrument,
        };
    }

    /// <summary>Names the entry of a fill.</summary>
    internal static string IdOf(Fill fill) => $"fill:{fill.Instrument}:{fill.TradeId}";

    private static LedgerEvent Cash(
        string account, string id, LedgerEntryKind kind, string against, string currency, decimal amount,
        DateTimeOffset atUtc, string memo)
    {
        Check.NotBlank(currency);
        return new(account, id, kind, atUtc, memo,
            draft => draft.Move(LedgerSheet.Cash, against, currency, amount));
    }

    private static string Signed(string by, string why) =>
        string.Create(CultureInfo.InvariantCulture, $"{Check.NotBlank(why)} By {Check.NotBlank(by)}.");

    private static decimal NotZero(decimal amount) => amount != 0
        ? amount
        : throw new ArgumentOutOfRangeException(nameof(amount), "An amount other than zero was expected.");
}
