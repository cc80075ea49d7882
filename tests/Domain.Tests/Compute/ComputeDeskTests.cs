using System.Runtime.CompilerServices;
using TradingBase.Compute;
using TradingBase.Journal;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Compute;

public sealed class ComputeDeskTests : IDisposable
{
    private readonly ManualClock _clock = new(Some.DeskTime);
    private readonly ReplyBook _replies = new(new MemoryStateStore());
    private readonly BudgetBook _budgets = new([], new MemoryStateStore(), new(), TimeProvider.System);

    public void Dispose() => _budgets.Dispose();

    [Fact]
    public async Task Ask_AnswerInPieces_CollectsPricesAndKeepsIt()
    {
        ComputeDesk desk = Desk(ScriptedProvider.Answering("whole answer"), Some.Endpoint());

        InferenceOutcome outcome = await desk.AskAsync(Some.Request(), default);

        InferenceReply reply = Assert.IsType<InferenceReply>(outcome.Reply);
        Assert.Equal(("whole answer", "a", "model-1", false),
            (reply.Text, reply.Endpoint, reply.Model, reply.InProcess));
        Assert.Equal(0.002m, reply.Usd);
        Assert.Equal(reply, await _replies.FindAsync("question", default));
    }

    [Fact]
    public async Task Ask_KeptId_IsAnsweredFromTheStoreByAnyDesk()
    {
        ScriptedProvider provider = ScriptedProvider.Answering("whole answer");
        await Desk(provider, Some.Endpoint()).AskAsync(Some.Request(), default);

        InferenceOutcome again = await Desk(provider, Some.Endpoint()).AskAsync(Some.Request(), default);

        Assert.Equal("whole answer", again.Reply!.Text);
        Assert.Single(provider.Asked);
    }

    [Fact]
    public async Task Ask_KeptIdAfterTheDeadline_IsStillAnswered()
    {
        ComputeDesk desk = Desk(ScriptedProvider.Answering("whole answer"), Some.Endpoint());
        await desk.AskAsync(Some.Request(), default);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.NotNull((await desk.AskAsync(Some.Request(), default)).Reply);
    }

    [Fact]
    public async Task Ask_FirstRefusesTheQuestion_AsksNobodyElse()
    {
        ScriptedProvider provider = new((endpoint, _, stop) => endpoint.Name == "a"
            ? throw new ComputeRefusedException("a", ComputeRefusal.BadRequest, "the question is too long.")
            : ScriptedProvider.Pieces("answer of b", stop));
        EndpointBoard board = Board(Some.Endpoint("a"), Some.Endpoint("b", 2m));

        InferenceOutcome outcome = await Desk(provider, board).AskAsync(Some.Request(), default);

        Assert.Equal("Endpoint a refused the question: the question is too long.", outcome.Failure);
        Assert.Single(provider.Asked);
        Assert.All(board.Read(), state => Assert.True(state.InFlight == 0 && state.ClosedUntil is null));
    }

    [Fact]
    public async Task Ask_FirstIsDown_FailsOverAndRemembers()
    {
        ScriptedProvider provider = new((endpoint, _, stop) => endpoint.Name == "a"
            ? throw new ComputeUnavailableException("a", "it is down.", TimeSpan.FromSeconds(30))
            : ScriptedProvider.Pieces("answer of b", stop));
        EndpointBoard board = Board(Some.Endpoint("a"), Some.Endpoint("b", 2m));
        ComputeDesk desk = Desk(provider, board);

        InferenceOutcome outcome = await desk.AskAsync(Some.Request(), default);

        Assert.Equal("b", outcome.Reply!.Endpoint);
        Assert.Equal(["a", "b"], provider.Asked.Select(asked => asked.Endpoint));
        Assert.Equal(Some.DeskTime.AddSeconds(30), board.Read()[0].ClosedUntil);
        Assert.All(board.Read(), state => Assert.Equal(0, state.InFlight));
    }

    [Fact]
    public async Task Ask_StreamBreaksOff_TheHalfAnswerIsNotTaken()
    {
        ScriptedProvider provider = new((endpoint, _, stop) => endpoint.Name == "a"
            ? Cut()
            : ScriptedProvider.Pieces("answer of b", stop));

        InferenceOutcome outcome =
            await Desk(
                provider, Some.Endpoint("a"), Some.Endpoint("b", 2m)).AskAsync(Some.Request(), default);

        Assert.Equal("answer of b", outcome.Reply!.Text);
    }

    [Fact]
    public async Task Ask_EveryEndpointFails_SaysWhatEachSaid()
    {
        ScriptedProvider provider = new((endpoint, _, _) =>
            throw new ComputeUnavailableException(endpoint.Name, "it is down."));

        InferenceOutcome outcome =
            await Desk(provider, Some.Endpoint("a"), Some.Endpoint("b")).AskAsync(Some.Request(), default);

        Assert.Equal(
            "Endpoint a cannot answer: it is down. Endpoint b cannot answer: it is down.", outcome.Failure);
        Assert.Equal(2, provider.Asked.Count);
    }

    [Fact]
    public async Task Ask_NoEndpointAtAll_Fails() => Assert.Equal(
        "No endpoint is configured.",
        (await Desk(ScriptedProvider.Answering("x")).AskAsync(Some.Request(), default)).Failure);

    [Fact]
    public async Task Ask_AllClosed_IsPutOffToTheFirstThatOpens()
    {
        EndpointBoard board = Board(Some.Endpoint("a"), Some.Endpoint("b"));
        Close(board, "a", 60);
        Close(board, "b", 40);

        InferenceOutcome outcome =
            await Desk(ScriptedProvider.Answering("x"), board).AskAsync(Some.Request(), default);

        Assert.Equal(Some.DeskTime.AddSeconds(40), outcome.DeferredUntil);
        Assert.Null(outcome.Failure);
    }

    [Fact]
    public async Task Ask_FullEndpoint_HoldsAndIsPutOffWhenPatienceEnds()
    {
        EndpointBoard board = Board(Some.Endpoint(maxConcurrency: 1));
        Assert.True(board.TryEnter("a"));

        Task<InferenceOutcome> asking =
            Desk(ScriptedProvider.Answering("x"), board).AskAsync(Some.Request(), default);
        Assert.False(asking.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(Some.DeskTime.AddSeconds(20), (await asking).DeferredUntil);
    }

    [Fact]
    public async Task Ask_FullEndpoint_GoesOnWhenSomebodyLeaves()
    {
        EndpointBoard board = Board(Some.Endpoint(maxConcurrency: 1));
        Assert.True(board.TryEnter("a"));

        Task<InferenceOutcome> asking =
            Desk(ScriptedProvider.Answering("x"), board).AskAsync(Some.Request(), default);
        board.Leave("a");

        Assert.Equal("x", (await asking).Reply!.Text);
    }

    [Fact]
    public async Task Ask_ModelIsFull_HoldsBeforeItTakesTheLastResort()
    {
        EndpointBoard board = Board(
            Some.Endpoint(maxConcurrency: 1), Some.Endpoint("heuristic", 0, 0, inProcess: true));
        Assert.True(board.TryEnter("a"));

        Task<InferenceOutcome> asking =
            Desk(ScriptedProvider.Answering("x"), board).AskAsync(Some.Request(), default);
        Assert.False(asking.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(5));

        InferenceReply reply = (await asking).Reply!;
        Assert.Equal(("heuristic", true, 0m), (reply.Endpoint, reply.InProcess, reply.Usd));
    }

    [Fact]
    public async Task Ask_NoAnswerBeforeTheDeadline_IsAFailureAndFreesThePlace()
    {
        EndpointBoard board = Board(Some.Endpoint());
        ScriptedProvider silent = new((_, _, stop) => Silence(stop));

        Task<InferenceOutcome> asking = Desk(silent, board).AskAsync(Some.Request(), default);
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(
            "Endpoint a cannot answer: it did not answer before the deadline.", (await asking).Failure);
        Assert.Equal(0, board.Read()[0].InFlight);
    }

    [Fact]
    public async Task Ask_CallerGivesUp_FreesThePlaceWithoutBlame()
    {
        EndpointBoard board = Board(Some.Endpoint());
        ScriptedProvider silent = new((_, _, stop) => Silence(stop));
        using CancellationTokenSource caller = new();

        Task<InferenceOutcome> asking = Desk(silent, board).AskAsync(Some.Request(), caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal((0, (DateTimeOffset?)null), (board.Read()[0].InFlight, board.Read()[0].ClosedUntil));
    }

    [Fact]
    public async Task Ask_DeadlinePassed_AsksNobody()
    {
        ScriptedProvider provider = ScriptedProvider.Answering("x");

        InferenceOutcome outcome =
            await Desk(provider, Some.Endpoint()).AskAsync(Some.Request(deadline: Some.DeskTime), default);

        Assert.Contains("had passed", outcome.Failure, StringComparison.Ordinal);
        Assert.Empty(provider.Asked);
    }

    [Fact]
    public async Task Ask_OneQuestionByManyAtOnce_IsPaidOnce()
    {
        ScriptedProvider provider = ScriptedProvider.Answering("x");
        ComputeDesk desk = Desk(provider, Some.Endpoint());

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            () => desk.AskAsync(Some.Request(), default))));

        Assert.Single(provider.Asked);
    }

    [Fact]
    public void Desk_EndpointOfAnUnknownKind_IsRefused() => Assert.Throws<ArgumentException>(
        () => Desk(ScriptedProvider.Answering("x"), Some.Endpoint(provider: "other")));

    private static void Close(EndpointBoard board, string name, int seconds)
    {
        Assert.True(board.TryEnter(name));
        board.Failed(name, TimeSpan.FromSeconds(seconds));
    }

    private static async IAsyncEnumerable<InferenceChunk> Cut()
    {
        yield return new("half an ");
        await Task.Yield();
    }

    private static async IAsyncEnumerable<InferenceChunk> Silence(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return new("half an ");
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
    }

    private ComputeDesk Desk(ScriptedProvider provider, params Endpoint[] endpoints) =>
        Desk(provider, Board(endpoints));

    private ComputeDesk Desk(ScriptedProvider provider, EndpointBoard board) =>
        new([provider], board, _replies, _budgets, new(), _clock);

    private EndpointBoard Board(params Endpoint[] endpoints) => new(endpoints, new(), _clock);
}
