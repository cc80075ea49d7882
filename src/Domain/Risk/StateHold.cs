namespace TradingBase.Risk;

/// <summary>One reason why the desk may not do everything; it stands until it is lifted.</summary>
/// <param name="Cause">What it is about; one hold per cause. <see cref="StateCauses"/> has the names.</param>
/// <param name="State">What the desk may do because of it; Reducing or Halted.</param>
/// <param name="Reason">Why, as a sentence with its numbers.</param>
/// <param name="By">Who set it: a person's name or a component's.</param>
/// <param name="AtUtc">When, desk time, UTC.</param>
public sealed record StateHold(
    string Cause, TradingState State, string Reason, string By, DateTimeOffset AtUtc);
