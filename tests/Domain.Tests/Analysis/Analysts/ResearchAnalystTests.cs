using TradingBase.Analysis;
using TradingBase.Analysis.Analysts;
using TradingBase.Compute;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Analysis.Analysts;

public sealed class ResearchAnalystTests
{
    private static readonly AnalystAssignment Assignment = Some.Assignment(Some.Snapshot(Some.Walk(60)));

    private static readonly double Close =
        (double)Assignment.Snapshot.Series[0].Bars[^1].Close;

    public static TheoryData<string, string> Broken => new()
    {
        { "no JSON at all", "It is no JSON" },
        { Answer(stance: "1.5"), "$.stance: 1.5 is out of bounds." },
        { Answer(stance: "\"buy\""), "$.stance: number was expected, string was found." },
        { Answer(confidence: "-0.1"), "$.confidence: -0.1 is out of bounds." },
        { Answer(horizon: "2.5"), "$.horizonDays: integer was expected, number 2.5 was found." },
        { Answer(evidence: ""), "$.evidence: at least 1 items were expected, 0 were found." },
        { """{"stance":0}""", "$: confidence is missing." },
        { Answer(more: ",\"note\":\"up 12 %\""), "$: note was not expected." },
        { Answer(feature: "peRatio"), "It cites \"peRatio\", which is not in the input." },
        { Answer(value: "17.5"), "It cites 17.5 for close; the input says" },
        { Answer(stance: "1e999"), "$.stance: 1e999 is out of bounds." },
    };

    [Fact]
    public async Task Consult_AnswerThatKeepsTheSchema_BecomesAViewWithItsCost()
    {
        ScriptedInference inference = new(request => ScriptedInference.Reply(request, Answer()));

        AnalystView view = await Consult(inference);

        Assert.False(view.Abstained, view.Reason);
        Assert.Equal((0.4, 0.6, 10), (view.Stance, view.Confidence, view.HorizonDays));
        Assert.Equal([new FeatureValue("close", Close)], view.Evidence);
        Assert.Equal(
            ("a", 0.01m, 1_000, 100), (view.Endpoint, view.Usd, view.InputTokens, view.OutputTokens));
        Assert.Single(inference.Asked);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Consult_BrokenAnswer_IsAskedForOnceMoreAndThenAbstains(string broken, string fault)
    {
        ScriptedInference inference = new(request => ScriptedInference.Reply(request, broken));

        AnalystView view = await Consult(inference);

        Assert.True(view.Abstained);
        Assert.Contains(fault, view.Reason, StringComparison.Ordinal);
        Assert.Equal(2, inference.Asked.Count);
        Assert.Equal((0.02m, 2_000), (view.Usd, view.InputTokens));
        Assert.Contains(fault, inference.Asked[1].Instructions, StringComparison.Ordinal);
        Assert.StartsWith(
            inference.Asked[0].Id + "-repair-", inference.Asked[1].Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consult_RepairedAnswer_Stands()
    {
        ScriptedInference inference = new(request => ScriptedInference.Reply(
            request, request.Id.Contains("repair", StringComparison.Ordinal) ? Answer() : "broken"));

        AnalystView view = await Consult(inference);

        Assert.False(view.Abstained, view.Reason);
        Assert.Equal(0.02m, view.Usd);
    }

    [Fact]
    public async Task Consult_NoAnswer_AbstainsWithTheReason()
    {
        AnalystView view = await Consult(new(_ => new(null, null, "Endpoint a cannot answer: it is down.")));

        Assert.True(view.Abstained);
        Assert.Equal("No answer: Endpoint a cannot answer: it is down.", view.Reason);
    }

    [Fact]
    public async Task Consult_OneQuestionPutOff_PutsOffTheBatchToTheEarliestMoment()
    {
        MarketSnapshot snapshot = Some.Snapshot(
            Some.Walk(60, 1, Some.Instrument("A")), Some.Walk(60, 2, Some.Instrument("B")),
            Some.Walk(60, 3, Some.Instrument("C")));
        ScriptedInference inference = new(request =>
            request.Input.Contains("A@", StringComparison.Ordinal)
                ? ScriptedInference.Reply(request, "broken")
            : request.Input.Contains("B@", StringComparison.Ordinal)
                ? new(null, Some.DeskTime.AddMinutes(2), null)
            : new(null, Some.DeskTime.AddMinutes(1), null));

        AnalystReport report = await new ResearchAnalyst(inference)
            .ConsultAsync(Some.Assignment(snapshot), default);

        Assert.Empty(report.Views);
        Assert.Equal(Some.DeskTime.AddMinutes(1), report.DeferredUntil);
    }

    [Fact]
    public async Task Consult_FortyNineBars_AbstainsWithoutAsking()
    {
        ScriptedInference inference = new(request => ScriptedInference.Reply(request, Answer()));

        AnalystReport report = await new ResearchAnalyst(inference)
            .ConsultAsync(Some.Assignment(Some.Snapshot(Some.Walk(49))), default);

        Assert.Equal("research looks back 50 bars; 49 bars are known.", report.Views[0].Reason);
        Assert.Empty(inference.Asked);
    }

    [Fact]
    public async Task Consult_SameDecisionAgain_AsksUnderTheSameIdAndAnotherDecisionUnderAnother()
    {
        ScriptedInference inference = new(request => ScriptedInference.Reply(request, Answer()));

        await Consult(inference);
        await Consult(inference);
        await new ResearchAnalyst(inference).ConsultAsync(Assignment with { DecisionId = "other" }, default);

        Assert.Equal(inference.Asked[0].Id, inference.Asked[1].Id);
        Assert.NotEqual(inference.Asked[0].Id, inference.Asked[2].Id);
    }

    [Fact]
    public async Task Consult_AnyQuestion_SendsComputedFeaturesOnly()
    {
        ScriptedInference inference = new(request => ScriptedInference.Reply(request, Answer()));

        await Consult(inference);

        InferenceRequest sent = inference.Asked[0];
        Assert.Equal(ResearchPrompt.Role, sent.Role);
        Assert.Contains($"\"close\":{Canonical.Json(Close)}", sent.Input, StringComparison.Ordinal);
        Assert.DoesNotContain("momentum60", sent.Input, StringComparison.Ordinal);
        Assert.Contains("\"barsKnown\":60", sent.Input, StringComparison.Ordinal);
    }

    private static async Task<AnalystView> Consult(ScriptedInference inference) =>
        (await new ResearchAnalyst(inference).ConsultAsync(Assignment, default)).Views[0];

    private static string Answer(
        string stance = "0.4", string confidence = "0.6", string horizon = "10", string feature = "close",
        string? value = null, string? evidence = null, string more = "")
    {
        string cited = evidence
            ?? $$"""{"feature":"{{feature}}","value":{{value ?? Canonical.Json(Close)}}}""";
        string stances = $$"""
            "stance":{{stance}},"confidence":{{confidence}},"horizonDays":{{horizon}}
            """;
        return "{" + $"""{stances},"evidence":[{cited}]{more}""" + "}";
    }
}
