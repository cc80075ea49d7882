using System.Text;
using TradingBase.Adapters.Brokers;

namespace TradingBase.Adapters.Tests.Brokers;

public sealed class BinanceSignatureTests
{
    // Published in the exchange's documents: no secret of anybody.
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes(
        "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j");

    private static readonly (string, string)[] Terms =
    [
        ("quantity", "1"), ("price", "0.1"), ("recvWindow", "5000"), ("timestamp", "1499827319559"),
    ];

    [Theory]
    [InlineData("LTCBTC", "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71")]
    [InlineData("１２３４５６", "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3")]
    public void Sign_AQuery_GivesThePublishedSignature(string symbol, string expected)
    {
        string query = BinanceSignature.Write([.. Start(symbol), .. Terms]);

        Assert.Equal(expected, BinanceSignature.Sign(Secret, query, ""));
        Assert.All(query, letter => Assert.True(char.IsAscii(letter)));
    }

    [Fact]
    public void Sign_AQueryAndABody_PutsNothingBetweenThem()
    {
        string query = BinanceSignature.Write(Start("LTCBTC")), body = BinanceSignature.Write(Terms);

        Assert.Equal(
            "0fd168b8ddb4876a0358a8d14d0c9f3da0e9b20c5d52b2a00fcf7d1c602f9a77",
            BinanceSignature.Sign(Secret, query, body));
    }

    private static (string, string)[] Start(string symbol) =>
        [("symbol", symbol), ("side", "BUY"), ("type", "LIMIT"), ("timeInForce", "GTC")];
}
