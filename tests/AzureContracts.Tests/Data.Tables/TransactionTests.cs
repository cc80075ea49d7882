using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Moq;

namespace TradingBase.AzureContracts.Tests.Data.Tables;

public sealed class TransactionTests
{
    [Fact]
    public void Action_Made_KeepsWhatItIs()
    {
        TableEntity entity = new("p", "r");
        ETag tag = new("W/1");

        TableTransactionAction action = new(TableTransactionActionType.UpdateReplace, entity, tag);
        TableTransactionAction untagged = new(TableTransactionActionType.Add, entity);

        Assert.Equal(TableTransactionActionType.UpdateReplace, action.ActionType);
        Assert.Same(entity, action.Entity);
        Assert.Equal(tag, action.ETag);
        Assert.Equal(default, untagged.ETag);
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("none", null)]
    public void Failure_Made_NamesTheActionThatFailed(string data, int? expected)
    {
        RequestFailedException failed = new(409, "exists", "EntityAlreadyExists", null);
        failed.Data["FailedEntity"] = data;

        TableTransactionFailedException transaction = new(failed);

        Assert.Equal(expected, transaction.FailedTransactionActionIndex);
        Assert.Equal(409, transaction.Status);
        Assert.Equal("EntityAlreadyExists", transaction.ErrorCode);
        Assert.Equal(data, transaction.Data["FailedEntity"]);
    }

    [Fact]
    public void Client_Made_KnowsItsTable()
    {
        Uri endpoint = new("https://desk.table.core.windows.net");
        TokenCredential credential = Mock.Of<TokenCredential>();

        Assert.Equal("journal", new TableClient(endpoint, "journal", credential).Name);
        Assert.Equal("leases", new TableServiceClient(endpoint, credential).GetTableClient("leases").Name);
        Assert.Throws<ArgumentNullException>(() => new TableClient((Uri)null!, "journal", credential));
        Assert.Throws<ArgumentException>(() => new TableClient(endpoint, "", credential));
    }

    [Fact]
    public async Task Client_Subclassed_AnswersInsteadOfAzure()
    {
        Mock<TableClient> table = new();
        table.Setup(client => client.UpsertEntityAsync(
                It.IsAny<TableEntity>(), TableUpdateMode.Replace, It.IsAny<CancellationToken>()))
            .ReturnsAsync(Mock.Of<Response>(response => response.Status == 204));

        Response answer = await table.Object.UpsertEntityAsync(
            new TableEntity("p", "r"), TableUpdateMode.Replace);

        Assert.Equal(204, answer.Status);
    }
}
