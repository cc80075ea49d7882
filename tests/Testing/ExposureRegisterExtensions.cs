using TradingBase.Desk;
using TradingBase.Risk;

namespace TradingBase.Testing;

/// <summary>Brings the register to where a test begins.</summary>
public static class ExposureRegisterExtensions
{
    /// <summary>Opens orders as a cycle's judgement would, without judging.</summary>
    public static async Task OpenAsync(this ExposureRegister register, params ApprovedOrder[] orders)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(orders);
        string id = $"opened-by-a-test:{orders[0].Order.ClientOrderId}";
        Reservation opened = new(
            new(TradingState.Active, new([])), [.. orders.Select(order => OpenOrder.Of("cycle-1", order))], []);
        await register.ReserveAsync(id, _ => Task.FromResult<Reservation?>(opened), default);
        await register.ForgetAsync([id], default);
    }
}
