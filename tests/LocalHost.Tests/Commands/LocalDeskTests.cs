using Microsoft.Extensions.Configuration;
using TradingBase.Composition;
using TradingBase.LocalHost.Commands;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary>What the configuration file names reaches whom it is for.</summary>
public sealed class LocalDeskTests
{
    [Fact]
    public void Configure_NamedVariables_AreWhereThePumpsLook()
    {
        Environment.SetEnvironmentVariable("TRADINGBASE_TEST_QUEUES", "UseDevelopmentStorage=true");
        Environment.SetEnvironmentVariable("TRADINGBASE_TEST_SIGNING", "c2VjcmV0");

        IConfiguration configuration = LocalDesk.Configure(new TradingBaseOptions
        {
            Queues = new() { ConnectionVariable = "TRADINGBASE_TEST_QUEUES" },
            Signing = new()
            {
                KeyVariable = "TRADINGBASE_TEST_SIGNING", PreviousKeyVariables = ["TRADINGBASE_TEST_QUEUES"],
            },
        });

        Assert.Equal("UseDevelopmentStorage=true", configuration["AzureWebJobsStorage"]);
        Assert.Equal("TRADINGBASE_TEST_SIGNING", configuration["keys:signingKeyVariable"]);
        Assert.Equal("TRADINGBASE_TEST_QUEUES", configuration["keys:previousSigningKeyVariables:0"]);
    }

    [Fact]
    public void Configure_AVariableThatIsNotSet_IsRefusedByItsPath()
    {
        UsageException queues = Assert.Throws<UsageException>(() => LocalDesk.Configure(new TradingBaseOptions
        {
            Queues = new() { ConnectionVariable = "TRADINGBASE_TEST_NOWHERE" },
        }));
        UsageException signing = Assert.Throws<UsageException>(() => LocalDesk.Configure(new TradingBaseOptions
        {
            Signing = new() { KeyVariable = "TRADINGBASE_TEST_NOWHERE" },
        }));

        Assert.StartsWith("$.queues.connectionVariable", queues.Message, StringComparison.Ordinal);
        Assert.StartsWith("$.signing.keyVariable", signing.Message, StringComparison.Ordinal);
    }
}
