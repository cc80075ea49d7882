using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using TradingBase.Functions.Tests.Activities;
using TradingBase.Functions.Triggers;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Triggers;

/// <summary>What people say of single orders: approval, cancel, replacement.</summary>
public sealed class OrderTriggerTests
{
    private const string Person = "\"by\":\"Ada\",\"why\":\"A test.\"";

    private readonly DeskRig _rig = new();
    private readonly Mock<DurableTaskClient> _client = new("test");
    private readonly List<string> _woken = [];

    public OrderTriggerTests()
    {
        _client.Setup(client => client.GetInstanceAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string id, CancellationToken _) => new OrchestrationMetadata("OrderLifecycle", id)
            {
                RuntimeStatus = OrchestrationRuntimeStatus.Running,
            });
        _client.Setup(client => client.RaiseEventAsync(
                It.IsAny<string>(), It.IsAny<string>(), It.IsAny<object?>(), It.IsAny<CancellationToken>()))
            .Callback((string id, string name, object? _, CancellationToken _) => _woken.Add($"{id} {name}"))
            .Returns(Task.CompletedTask);
    }

    [Theory]
    [InlineData("approval", "{\"approved\":true}")]
    [InlineData("approval", "{\"approved\":true,\"by\":\" \",\"why\":\"x\"}")]
    [InlineData("cancel", "{\"by\":\"Ada\"}")]
    [InlineData("cancel", "{\"by\":\"Ada\",\"why\":\"\"}")]
    [InlineData("replacement", "{" + Person + "}")]
    [InlineData("replacement", "{\"quantity\":0," + Person + "}")]
    [InlineData("replacement", "{\"limitPrice\":-1," + Person + "}")]
    [InlineData("replacement", "{\"quantity\":1}")]
    public async Task Post_WrongBody_Is400AndWakesNobody(string route, string body)
    {
        await OpenAsync();

        Assert.Equal(400, (await PostAsync(route, body)).Status);
        Assert.Empty(_woken);
    }

    [Theory]
    [InlineData("approval", "{\"approved\":true," + Person + "}")]
    [InlineData("cancel", "{" + Person + "}")]
    [InlineData("replacement", "{\"quantity\":1," + Person + "}")]
    public async Task Post_NoSuchOrder_Is404(string route, string body) =>
        Assert.Equal(404, (await PostAsync(route, body)).Status);

    [Fact]
    public async Task Approval_FirstAnswer_Is202AndASecondIs409_BothWake()
    {
        ApprovedOrder order = await OpenAsync();
        await _rig.Approvals.AskAsync(order, default);
        Assert.Single((JsonArray)(await ReadAsync())["approvals"]!);

        int first = (await PostAsync("approval", "{\"approved\":true," + Person + "}")).Status;
        (int second, JsonNode? told) = await PostAsync("approval", "{\"approved\":false," + Person + "}");

        Assert.Equal((202, 409), (first, second));
        Assert.Contains("Ada approved the order before", (string)told!["detail"]!, StringComparison.Ordinal);
        Assert.Equal(["order:order-1 approval", "order:order-1 approval"], _woken);
        Assert.Empty((JsonArray)(await ReadAsync())["approvals"]!);
    }

    [Fact]
    public async Task Approval_AfterTheWaitHasEnded_Is409()
    {
        await _rig.Approvals.AskAsync(await OpenAsync(), default);
        _rig.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(409, (await PostAsync("approval", "{\"approved\":true," + Person + "}")).Status);
        Assert.False((await _rig.Approvals.FindAsync("order-1", default))!.Approved);
    }

    [Fact]
    public async Task Cancel_AnOpenOrder_Is202TwiceAndTheFirstWishStands()
    {
        await OpenAsync();

        (int status, JsonNode? body) = await PostAsync("cancel", "{" + Person + "}");
        JsonNode? again = (await PostAsync("cancel", "{\"by\":\"Bob\",\"why\":\"Me too.\"}")).Body;

        Assert.Equal((202, "Ada", true), (status, (string)body!["by"]!, (bool)body["running"]!));
        Assert.Equal("Ada", (string)again!["by"]!);
        Assert.Equal(["order:order-1 cancel", "order:order-1 cancel"], _woken);
    }

    [Fact]
    public async Task Replacement_AnOpenOrder_Is202AndTheSameWishAgainToo()
    {
        await OpenAsync();

        (int status, JsonNode? body) = await PostAsync("replacement", "{\"quantity\":5," + Person + "}");
        int again = (await PostAsync("replacement", "{\"quantity\":5," + Person + "}")).Status;

        Assert.Equal((202, 202, 5m), (status, again, (decimal)body!["quantity"]!));
        Assert.Equal(["order:order-1 cancel", "order:order-1 cancel"], _woken);
    }

    [Fact]
    public async Task Replacement_AnotherWish_OrAfterACancel_OrOfAPriceThatIsNotThere_Is409()
    {
        await OpenAsync();
        int priceless = (await PostAsync("replacement", "{\"limitPrice\":5," + Person + "}")).Status;
        await PostAsync("replacement", "{\"quantity\":5," + Person + "}");
        int other = (await PostAsync("replacement", "{\"quantity\":6," + Person + "}")).Status;
        await PostAsync("cancel", "{" + Person + "}");
        int canceled = (await PostAsync("replacement", "{\"quantity\":5," + Person + "}")).Status;

        Assert.Equal((409, 409, 409), (priceless, other, canceled));
    }

    private async Task<ApprovedOrder> OpenAsync()
    {
        ApprovedOrder order = Some.ApprovedOrder(limits: new() { ApprovalNotional = 1m });
        await _rig.Register.OpenAsync(order);
        return order;
    }

    private Task<(int Status, JsonNode? Body)> PostAsync(string route, string body) => AnswerAsync(
        body, request => route switch
        {
            "approval" => new OnApprovalGiven(_rig.Approvals).RunAsync(
                request, "order-1", _client.Object, default),
            "cancel" => new OnCancelAsked(_rig.Cancels).RunAsync(request, "order-1", _client.Object, default),
            _ => new OnReplacementAsked(_rig.Replacements).RunAsync(
                request, "order-1", _client.Object, default),
        });

    private async Task<JsonNode> ReadAsync() =>
        (await AnswerAsync("", request => new OnApprovalsRead(_rig.Approvals).RunAsync(request, default))).Body!;

    private static async Task<(int Status, JsonNode? Body)> AnswerAsync(
        string body, Func<HttpRequest, Task<IResult>> run)
    {
        using MemoryStream answer = new();
        DefaultHttpContext context = new()
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) },
            Response = { Body = answer },
        };
        IResult result = await run(context.Request);
        await result.ExecuteAsync(context);
        return (context.Response.StatusCode, JsonNode.Parse(answer.ToArray()));
    }
}
