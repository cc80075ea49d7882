using Microsoft.DurableTask;

namespace TradingBase.AzureContracts.Tests.DurableTask;

/// <summary>Every shorter form must arrive at the one abstract member an engine overrides.</summary>
public sealed class ContextOverloadTests
{
    private readonly ScriptedContext _context = new();
    private readonly TaskOptions _options = new(new RetryPolicy(3, TimeSpan.FromSeconds(1)));

    [Fact]
    public async Task CallActivity_EachShorterForm_ArrivesWithItsArguments()
    {
        await _context.CallActivityAsync("Take", 1, _options);
        Assert.Equal(("Take", 1, _options, typeof(object)), _context.Call);

        await _context.CallActivityAsync("Take", _options);
        Assert.Equal(("Take", null, _options, typeof(object)), _context.Call);

        await _context.CallActivityAsync<int>("Take", _options);
        Assert.Equal(("Take", null, _options, typeof(int)), _context.Call);

        Assert.All(_context.Steps, step => Assert.Equal("activity", step));
    }

    [Fact]
    public async Task CallSubOrchestrator_EachShorterForm_ArrivesWithItsArguments()
    {
        await _context.CallSubOrchestratorAsync("Review", 1, _options);
        Assert.Equal(("Review", 1, _options, typeof(object)), _context.Call);

        await _context.CallSubOrchestratorAsync("Review", _options);
        Assert.Equal(("Review", null, _options, typeof(object)), _context.Call);

        await _context.CallSubOrchestratorAsync<int>("Review", _options);
        Assert.Equal(("Review", null, _options, typeof(int)), _context.Call);

        Assert.All(_context.Steps, step => Assert.Equal("sub-orchestration", step));
    }

    [Fact]
    public void CreateTimer_Delay_CountsFromTheContextsTime()
    {
        _ = _context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);

        Assert.Equal(ScriptedContext.Now.AddMinutes(5), _context.FireAt);
    }

    [Fact]
    public void ContinueAsNew_Options_PassesInputAndEvents()
    {
        _context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 2, PreserveUnprocessedEvents = false });

        Assert.Equal((2, false), _context.Continued);
        Assert.True(new ContinueAsNewOptions().PreserveUnprocessedEvents);
        Assert.Throws<ArgumentNullException>(() => _context.ContinueAsNew(null!));
    }

    [Fact]
    public void Entities_NotOverridden_AreRefused()
    {
        Assert.Throws<NotSupportedException>(() => _context.Entities);
        Assert.Empty(_context.Properties);
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData(" ", "", 0)]
    [InlineData("", "1.0", -1)]
    [InlineData("1.0", "", 1)]
    [InlineData("1.10", "1.9", 1)]
    [InlineData("1.0.0", "1.0.0", 0)]
    [InlineData("beta", "alpha", 1)]
    [InlineData("Beta", "beta", 0)]
    [InlineData("1.10", "v1.9", -1)]
    public void CompareVersionTo_TwoVersions_OrdersThem(string running, string other, int expected)
    {
        _context.RunningVersion = running;

        Assert.Equal(expected, Math.Sign(_context.CompareVersionTo(other)));
    }
}
