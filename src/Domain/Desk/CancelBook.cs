using TradingBase.Journal;

namespace TradingBase.Desk;

/// <summary>Keeps which orders people want back, until their lifecycles see to it.</summary>
/// <param name="register">Knows which orders are open.</param>
/// <param name="records">Keeps the wish.</param>
/// <param name="journal">The order's stream.</param>
/// <param name="time">The wall clock.</param>
public sealed class CancelBook(
    ExposureRegister register, IRecordStore records, IJournal journal, TimeProvider time)
{
    /// <summary>Writes a wish down; the first one of an order stands.</summary>
    /// <returns>The wish that stands, or null when no such order is open.</returns>
    public async Task<CancelWish?> AskAsync(
        string clientOrderId, string by, string why, CancellationToken cancellationToken)
    {
        Check.NotBlank(by);
        Check.NotBlank(why);
        if (await register.FindAsync(clientOrderId, cancellationToken) is null)
        {
            return null;
        }

        CancelWish wish = await records.KeepFirstAsync<CancelWish>(
            CancelWish.Kind, clientOrderId, new(clientOrderId, by, why, time.GetUtcNow()), cancellationToken);
        await journal.AppendAsync(
            $"order:{clientOrderId}", "cancel-asked", "cancel-asked", wish.AtUtc, wish, cancellationToken);
        return wish;
    }

    /// <summary>Whether somebody wants an order back, be it to change it.</summary>
    public async Task<bool> IsAskedAsync(string clientOrderId, CancellationToken cancellationToken) =>
        await records.FindAsync<CancelWish>(CancelWish.Kind, clientOrderId, cancellationToken) is not null
        || await records.FindAsync<ReplacementWish>(
            ReplacementWish.Kind, clientOrderId, cancellationToken) is not null;
}
