namespace TradingBase.Desk.Tests;

public sealed class PaperReconciliationTests
{
    private readonly ReconciliationRig _rig = new()
    {
        Venue = new() { OnPaper = true },
    };

    // A host that was killed between the intent and the send places the order when it is back: it is not lost.
    [Fact]
    public async Task Run_AnOrderThatPaperDoesNotHaveYet_IsLeftToTheActivityThatPlacesIt()
    {
        await _rig.OpenAsync();
        await _rig.SendAsync("ours");

        for (int run = 0; run < 3; run++)
        {
            Assert.Empty((await _rig.RunAsync()).Findings);
        }

        Assert.NotNull(await _rig.Register.FindAsync("ours", default));
    }
}
