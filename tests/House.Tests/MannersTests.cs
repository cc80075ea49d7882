using TradingBase.House.Tests.Rules;

namespace TradingBase.House.Tests;

public sealed class MannersTests
{
    [Fact]
    public void Sources_All_AreCompiledWhole() => Assert.Empty(Manners.FindDirectives(Repository.All));

    [Fact]
    public void Sources_All_StayOnTheirScheduler() =>
        Assert.Empty(Manners.FindConfigureAwait(Repository.All));

    [Fact]
    public void Sources_All_AreWrittenToTheEnd() => Assert.Empty(Manners.FindStubs(Repository.All));

    [Fact]
    public void Sources_All_AnswerWhatTheyCatch() => Assert.Empty(Manners.FindSilentCatches(Repository.All));

    [Fact]
    public void DomainFunctionsAndAdapters_All_KeepNoStaticState() =>
        Assert.Empty(Manners.FindStaticState(Repository.Product));

    [Theory]
    [InlineData("#if DEBUG\nclass X;\n#endif")]
    [InlineData("class X {\n#region helpers\n#endregion\n}")]
    public void Sources_ADirective_IsSeen(string text) =>
        Assert.NotEmpty(Manners.FindDirectives([Plant(text)]));

    [Fact]
    public void Sources_AnotherScheduler_IsSeen() => Assert.NotEmpty(Manners.FindConfigureAwait(
        [Plant("class X { async Task Run(Task t) => await t.ConfigureAwait(false); }")]));

    [Theory]
    [InlineData("class X { int N() => throw new NotImplementedException(); }")]
    [InlineData("class X { int N() => throw new System.NotImplementedException(); }")]
    [InlineData("class X { } // TODO: the rest")]
    public void Sources_AStub_IsSeen(string text) => Assert.NotEmpty(Manners.FindStubs([Plant(text)]));

    [Theory]
    [InlineData("catch { }")]
    [InlineData("catch (IOException) { }")]
    [InlineData("catch { /* a comment, but everything is caught by this */ }")]
    public void Sources_ASilentCatch_IsSeen(string clause) => Assert.NotEmpty(Manners.FindSilentCatches(
        [Plant($"class X {{ void Run() {{ try {{ Work(); }} {clause} }} }}")]));

    [Fact]
    public void Sources_ACatchThatSaysWhy_IsLeftInPeace() => Assert.Empty(Manners.FindSilentCatches(
        [Plant(
            """
            class X
            {
                void Run()
                {
                    try { Work(); }
                    catch (OperationCanceledException)
                    {
                        // The host is stopping: there is nobody left to tell.
                    }
                }
            }
            """)]));

    [Theory]
    [InlineData("private static int _count;")]
    [InlineData("private static readonly ConcurrentDictionary<int, int> Seen = new();")]
    [InlineData("public static int Count { get; set; }")]
    [InlineData("public static event Action? Changed;")]
    public void DomainFunctionsAndAdapters_StaticState_IsSeen(string member) =>
        Assert.NotEmpty(Manners.FindStaticState([Plant($"class X {{ {member} }}")]));

    [Theory]
    [InlineData("private const int Count = 1;")]
    [InlineData("private static readonly int[] Table = [1, 2];")]
    [InlineData("public static int Count => 1;")]
    [InlineData("public static X Default { get; } = new();")]
    public void DomainFunctionsAndAdapters_WhatNeverChanges_IsLeftInPeace(string member) =>
        Assert.Empty(Manners.FindStaticState([Plant($"class X {{ {member} }}")]));

    private static Source Plant(string text) => new("src/Domain/Risk/X.cs", text);
}
