namespace TradingBase.Desk;

/// <summary>Finds what is wrong in a person's posting by itself.</summary>
internal static class HandPostingCheck
{
    private const int LongestText = 500;
    private const int LongestId = 100;
    private const int LongestCurrency = 10;

    // Far beyond any account, and far from where sums and products of decimals overflow.
    private const decimal Largest = 1_000_000_000_000m;

    /// <summary>Says what is wrong, or null.</summary>
    public static string? FindMistake(HandPosting posting) =>
        IsWrong(posting.Id, LongestId) ? $"At $.id: 1 to {LongestId} printable characters were expected."
        : IsWrong(posting.By, LongestText) ? "At $.by: the name of a person was expected."
        : IsWrong(posting.Why, LongestText)
            ? $"At $.why: a sentence of at most {LongestText} characters was expected."
        : !Enum.IsDefined(posting.Kind) ? "At $.kind: a kind by its name was expected."
        : posting.Units is null ? FindMistakeOfCash(posting)
        : FindMistakeOfUnits(posting);

    private static string? FindMistakeOfCash(HandPosting posting) =>
        posting.Currency is not { Length: > 1 and <= LongestCurrency } currency
            || !currency.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter))
            ? "At $.currency: 2 to 10 capital letters or digits were expected."
        : posting.Amount is not { } amount || amount == 0 || Math.Abs(amount) > Largest
            ? $"At $.amount: an amount other than zero, at most {Largest}, was expected."
        : amount < 0 && posting.Kind is (HandPostingKind.Deposit or HandPostingKind.Withdrawal)
            ? "At $.amount: above zero was expected; the kind says which way it goes."
        : posting.Price is not null ? "At $.price: a price goes with units only."
        : posting.Instrument is not null && posting.Kind is not HandPostingKind.Dividend
            ? "At $.instrument: it goes with dividends and with units only."
        : null;

    private static string? FindMistakeOfUnits(HandPosting posting) =>
        posting.Kind is not HandPostingKind.Adjustment ? "At $.units: units are for adjustments only."
        : posting.Units is not { } units || units == 0 || Math.Abs(units) > Largest
            ? $"At $.units: units other than zero, at most {Largest}, were expected."
        : posting.Instrument is null ? "At $.instrument: units of what was expected."
        : posting.Price is < 0 or > Largest ? $"At $.price: 0 to {Largest} was expected."
        : posting.Amount is not null || posting.Currency is not null
            ? "At $.amount: an adjustment is of cash or of units, not of both."
        : null;

    private static bool IsWrong(string text, int longest) =>
        string.IsNullOrWhiteSpace(text) || text.Length > longest || text.Any(char.IsControl);
}
