using TradingBase.Composition;

namespace TradingBase.House.Tests.Composition;

public sealed class OptionsReaderTests
{
    [Fact]
    public void Read_AnEmptyObject_GivesEveryDefault()
    {
        TradingBaseOptions options = OptionsReader.Read("{}", "test");

        Assert.Equal(Canonical.Json(new TradingBaseOptions()), Canonical.Json(options));
    }

    [Fact]
    public void Read_EverySection_TakesItsValues()
    {
        TradingBaseOptions options = OptionsReader.Read(
            """
            {
              // A comment, and a trailing comma below.
              "desk": { "name": "north", "startingCash": 250000.50 },
              "markets": [{ "name": "fx", "instruments": ["EURUSD"], "cadenceMinutes": 5 }],
              "strategy": { "convictionWeighted": { "maxWeight": 0.05 } },
              "risk": { "maxDrawdown": 0.1, "decisionTimeToLive": "00:05:00", "maxOpenOrders": 7 },
              "compute": { "endpoints": [{ "name": "rack", "baseUrl": "http://10.0.0.7:8000/v1" }] },
              "data": { "kind": "csv", "folder": "market" },
              "lookBack": 90,
            }
            """,
            "test");

        Assert.Equal(("north", 250000.50m), (options.Desk.Name, options.Desk.StartingCash));
        Assert.Equal("EURUSD", Assert.Single(Assert.Single(options.Markets).Instruments));
        Assert.Equal(5, options.Markets[0].CadenceMinutes);
        Assert.Equal(0.05, options.Strategy.ConvictionWeighted.MaxWeight);
        Assert.Equal(new Ratio(0.1m), options.Risk.MaxDrawdown);
        Assert.Equal(TimeSpan.FromMinutes(5), options.Risk.DecisionTimeToLive);
        Assert.Equal("http://10.0.0.7:8000/v1", options.Compute.Endpoints[0].BaseUrl?.ToString());
        Assert.Equal(("csv", "market", 90), (options.Data.Kind, options.Data.Folder, options.LookBack));
    }

    [Theory]
    [InlineData("""{ "lookback": 5 }""", "$.lookback", "an unknown property", "lookBack")]
    [InlineData(
        """{ "risk": { "maxGros": 1 } }""",
        "$.risk.maxGros", "an unknown property", "maxGrossExposure")]
    [InlineData("""{ "odd name": 1 }""", "$['odd name']", "an unknown property", "one of desk")]
    [InlineData("""{ "lookBack": "260" }""", "$.lookBack", "\"260\"", "a whole number from 2 to 5000")]
    [InlineData("""{ "lookBack": 2.5 }""", "$.lookBack", "2.5", "a whole number from 2 to 5000")]
    [InlineData("""{ "lookBack": 1e400 }""", "$.lookBack", "1e400", "a whole number from 2 to 5000")]
    [InlineData("""{ "lookBack": null }""", "$.lookBack", "null", "a whole number from 2 to 5000")]
    [InlineData("""{ "lookBack": 5, "lookBack": 6 }""", "$.lookBack", "the same property again", "once")]
    [InlineData("""{ "desk": [] }""", "$.desk", "a list", "an object")]
    [InlineData("""[]""", "$", "a list", "an object")]
    [InlineData(
        """{ "desk": { "startingCash": 0 } }""",
        "$.desk.startingCash", "0", "a number above 0 and up to")]
    [InlineData("""{ "desk": { "baseCurrency": "usd" } }""", "$.desk.baseCurrency", "\"usd\"", "such as USD")]
    [InlineData(
        """{ "risk": { "maxDrawdown": 1.5 } }""",
        "$.risk.maxDrawdown", "1.5", "a number above 0 and up to 1")]
    [InlineData(
        """{ "risk": { "strategies": { "Conviction-Weighted": { "mayOpen": false } } } }""",
        "$.risk.strategies", "Conviction-Weighted", "conviction-weighted")]
    [InlineData(
        """
        { "markets": [{ "name": "us-equities", "instruments": ["AAPL"] }],
          "risk": { "instruments": { "APPL@us-equities": { "mayOpen": false } } } }
        """,
        "$.risk.instruments", "APPL@us-equities", "AAPL")]
    [InlineData(
        """{ "risk": { "instruments": { "AAPL@us-equity": { "mayOpen": false } } } }""",
        "$.risk.instruments", "us-equity", "us-equities")]
    [InlineData(
        """{ "risk": { "restricted": ["AAPL@us-equity"] } }""",
        "$.risk.restricted", "us-equity", "us-equities")]
    [InlineData(
        """{ "risk": { "markets": { "fx": { "allowed": ["EURUSD@fx-spot"] } } } }""",
        "$.risk.markets.fx.allowed", "fx-spot", "fx")]
    [InlineData(
        """{ "risk": { "duplicateWindow": "00:00:00" } }""",
        "$.risk.duplicateWindow", "00:00", "00:30:00")]
    [InlineData(
        """{ "risk": { "hardOrderNotional": 5 } }""",
        "$.risk.hardOrderNotional", "5", "maxOrderNotional")]
    [InlineData("""{ "markets": [{ "name": "moon" }] }""", "$.markets[0].name", "\"moon\"", "us-equities")]
    [InlineData("""{ "markets": [{}] }""", "$.markets[0].name", "nothing", "a text")]
    [InlineData(
        """{ "markets": [{ "name": "fx" }, { "name": "fx" }] }""",
        "$.markets[1].name", "again", "once")]
    [InlineData("""{ "analysts": ["trend", "oracle"] }""", "$.analysts[1]", "\"oracle\"", "trend")]
    [InlineData("""{ "analysts": ["trend", "trend"] }""", "$.analysts[1]", "again", "once")]
    [InlineData(
        """{ "strategy": { "name": "luck" } }""",
        "$.strategy.name", "\"luck\"", "conviction-weighted")]
    [InlineData("""{ "compute": { "endpoints": [] } }""", "$.compute.endpoints", "a list of 0", "at least 1")]
    [InlineData(
        """{ "compute": { "endpoints": [{ "name": "a" }, { "name": "a" }] } }""",
        "$.compute.endpoints[1].name", "again", "once")]
    [InlineData(
        """{ "compute": { "endpoints": [{ "name": "a", "provider": "magic" }] } }""",
        "$.compute.endpoints[0].provider", "\"magic\"", "heuristic")]
    [InlineData(
        """{ "compute": { "endpoints": [{ "name": "a", "baseUrl": "ftp://x" }] } }""",
        "$.compute.endpoints[0].baseUrl", "ftp://x", "an http or https address")]
    [InlineData("""{ "data": { "kind": "csv" } }""", "$.data.folder", "nothing", "a folder")]
    [InlineData("""{ "data": { "kind": "oracle" } }""", "$.data.kind", "\"oracle\"", "simulated")]
    [InlineData("""{ "data": { "from": "2024-02-30" } }""", "$.data.from", "2024-02-30", "a date")]
    [InlineData("""{ "data": { "to": "2023-01-01" } }""", "$.data.to", "2023-01-01", "2024-01-01")]
    [InlineData(
        """{ "http": { "port": 70000 } }""",
        "$.http.port", "70000", "a whole number from 1 to 65535")]
    public void Read_OneMistake_NamesPathValueAndWhatWasExpected(
        string json, string path, string found, string expected)
    {
        ConfigurationException refused =
            Assert.Throws<ConfigurationException>(() => OptionsReader.Read(json, "desk.json"));

        ConfigurationMistake mistake = Assert.Single(refused.Mistakes);
        Assert.Equal(path, mistake.Path);
        Assert.Contains(found, mistake.Found, StringComparison.Ordinal);
        Assert.Contains(expected, mistake.Expected, StringComparison.Ordinal);
        Assert.StartsWith($"desk.json: {path}: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyMistakesOfEveryKind_NamesThemAll()
    {
        ConfigurationException refused = Assert.Throws<ConfigurationException>(() => OptionsReader.Read(
            """
            {
              "desk": { "startingCash": "much" },
              "markets": [{ "name": "moon" }, 5, { "name": "fx", "cadenceMinutes": 0 }],
              "analysts": ["oracle"],
              "risk": { "maxGross": 1 },
              "http": { "port": 0 }
            }
            """,
            "test"));

        Assert.Equal(
            [
                "$.analysts[0]", "$.desk.startingCash", "$.http.port", "$.markets[0].name", "$.markets[1]",
                "$.markets[2].cadenceMinutes", "$.risk.maxGross",
            ],
            refused.Mistakes.Select(mistake => mistake.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{\n  \"lookBack\": }", "line 2, column 15")]
    [InlineData("{\n  \"desk\": {\n", "line 3, column 1")]
    [InlineData("", "line 1, column 1")]
    public void Read_BrokenJson_NamesLineAndColumn(string json, string position)
    {
        ConfigurationException refused =
            Assert.Throws<ConfigurationException>(() => OptionsReader.Read(json, "test"));

        Assert.Equal(position, Assert.Single(refused.Mistakes).Path);
    }

    [Theory]
    [InlineData("""{ "queues": { "connectionVariable": "AccountName=x;AccountKey=SECRET" } }""")]
    [InlineData("""{ "compute": { "endpoints": [{ "name": "a", "apiKeyVariable": "sk-SECRET" }] } }""")]
    [InlineData("""{ "compute": { "endpoints": [{ "name": "a", "apiKey": "SECRET" }] } }""")]
    [InlineData("""{ "signing": { "keyVariable": "c2VjcmV0+SECRET==" } }""")]
    [InlineData("""{ "signing": { "previousKeyVariables": ["c2VjcmV0+SECRET=="] } }""")]
    public void Read_ASecretInsteadOfItsName_IsRefusedWithoutShowingIt(string json)
    {
        ConfigurationException refused =
            Assert.Throws<ConfigurationException>(() => OptionsReader.Read(json, "test"));

        Assert.Single(refused.Mistakes);
        Assert.DoesNotContain("SECRET", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadFile_NoSuchFile_IsAMistakeOfTheConfiguration()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "no-such-file.json");

        ConfigurationException refused = await Assert.ThrowsAsync<ConfigurationException>(
            () => OptionsReader.ReadFileAsync(path, CancellationToken.None));

        Assert.Equal(path, refused.Place);
        Assert.Equal("$", Assert.Single(refused.Mistakes).Path);
    }

    [Fact]
    public async Task ReadFile_BytesThatAreNoText_IsAMistakeOfTheConfiguration()
    {
        string path = Path.Combine(AppContext.BaseDirectory, $"{Guid.NewGuid():N}.json");
        await File.WriteAllBytesAsync(path, [(byte)'{', 0xC3, 0x28, (byte)'}']);
        try
        {
            ConfigurationException refused = await Assert.ThrowsAsync<ConfigurationException>(
                () => OptionsReader.ReadFileAsync(path, CancellationToken.None));

            Assert.Contains("UTF-8", Assert.Single(refused.Mistakes).Found, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
