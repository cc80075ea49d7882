using System.Runtime.Versioning;
using Microsoft.Extensions.Configuration;
using TradingBase.LocalHost.Pumps;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Pumps;

public sealed class KeyFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempFolder _folder = new();

    private string File => _folder.File(KeyFile.Name);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_NothingConfigured_MakesKeysOnceAndReadsThemAgain()
    {
        HostKeys made = Open();
        HostKeys again = Open();

        Assert.Equal(made.ReadKey, again.ReadKey);
        Assert.Equal(made.AdminKey, again.AdminKey);
        Assert.Equal(made.SigningKeyId, again.SigningKeyId);
        Assert.Equal(made.SigningKey, again.SigningKey);
        Assert.Equal(32, made.SigningKey.Count);
        Assert.NotEqual(made.ReadKey, made.AdminKey);
        Assert.Equal([File], Directory.GetFiles(_folder.Path));
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void Open_MakesTheFile_OnlyItsOwnerCanReadIt()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        Open();

        Assert.Equal(OwnerOnly, System.IO.File.GetUnixFileMode(File));
    }

    [SkippableTheory]
    [UnsupportedOSPlatform("windows")]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Open_OthersMayUseTheFile_IsRefusedWithTheFilesName(UnixFileMode others)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no file modes.");
        HostKeys keys = Open();
        System.IO.File.SetUnixFileMode(File, OwnerOnly | others);

        KeyFileException refusal = Assert.Throws<KeyFileException>(() => Open());

        Assert.Contains(File, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("chmod 600", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(keys.AdminKey, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ManyAtOnce_AllGetTheSameKeys()
    {
        for (int round = 0; round < 50; round++)
        {
            System.IO.File.Delete(File);
            using Barrier start = new(8);

            // Threads of their own: the pool would begin them one after the other.
            HostKeys[] keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return Open();
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

            Assert.Single(keys.Select(one => one.AdminKey).Distinct());
            Assert.Equal([File], Directory.GetFiles(_folder.Path));
        }
    }

    [Fact]
    public void Open_AllConfigured_TakesThemAndMakesNoFile()
    {
        HostKeys keys = Open(
            ("keys:adminKeyVariable", "MY_ADMIN"),
            ("MY_ADMIN", "an-admin-key-0123456789"),
            ("TRADINGBASE_READ_KEY", "a-read-key-0123456789"),
            ("TRADINGBASE_SIGNING_KEY", Convert.ToBase64String(new byte[32])));

        Assert.Equal("an-admin-key-0123456789", keys.AdminKey);
        Assert.Equal("a-read-key-0123456789", keys.ReadKey);
        Assert.Equal("66687aadf862bd77", keys.SigningKeyId);
        Assert.False(System.IO.File.Exists(File));
    }

    [Theory]
    [InlineData("TRADINGBASE_READ_KEY", "short-secret")]
    [InlineData("TRADINGBASE_ADMIN_KEY", "secret with spaces in it")]
    [InlineData("TRADINGBASE_SIGNING_KEY", "c2VjcmV0")]
    [InlineData("TRADINGBASE_SIGNING_KEY", "secret, and not base64")]
    public void Open_ConfiguredKeyIsNoGood_IsRefusedByItsVariableWithoutShowingIt(
        string variable, string value)
    {
        KeyFileException refusal = Assert.Throws<KeyFileException>(() => Open((variable, value)));

        Assert.StartsWith(variable, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_RetiredKeysInTheFileAndInVariables_VerifyUnderTheNamesTheySignedWith()
    {
        HostKeys before = Open();
        string old = Convert.ToBase64String([.. before.SigningKey]);
        string own = Convert.ToBase64String(new byte[32]);
        string next = Convert.ToBase64String([.. Enumerable.Repeat((byte)9, 32)]);
        System.IO.File.WriteAllText(
            File, System.IO.File.ReadAllText(File)
                .Replace("[]", $"[\"{old}\"]", StringComparison.Ordinal)
                .Replace($"\"signingKey\":\"{old}\"", $"\"signingKey\":\"{next}\"", StringComparison.Ordinal));

        HostKeys keys = Open(("keys:previousSigningKeyVariables:0", "MY_OLD"), ("MY_OLD", own));

        Assert.NotEqual(before.SigningKeyId, keys.SigningKeyId);
        Assert.Equal(
            new[] { "66687aadf862bd77", before.SigningKeyId }, keys.PreviousKeys.Keys);
        Assert.Equal(before.SigningKey, keys.PreviousKeys[before.SigningKeyId]);
        Assert.Equal(2, keys.ToSettings().PreviousKeys.Count);
        Assert.DoesNotContain(own, $"{keys}", StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ARetiredKeyThatIsNoKey_IsRefusedByItsVariableWithoutShowingIt()
    {
        KeyFileException refusal = Assert.Throws<KeyFileException>(() => Open(
            ("keys:previousSigningKeyVariables:0", "MY_OLD"), ("MY_OLD", "c2VjcmV0")));

        Assert.StartsWith("MY_OLD", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ReadKeyIsTheAdminKey_IsRefused() => Assert.Throws<KeyFileException>(() => Open(
        ("TRADINGBASE_READ_KEY", "one-key-for-everything"),
        ("TRADINGBASE_ADMIN_KEY", "one-key-for-everything")));

    [Fact]
    public void Open_BrokenFile_IsRefusedWithItsLineAndWithoutItsText()
    {
        Open();
        System.IO.File.WriteAllText(File, "{\n\"readKey\": secret");

        KeyFileException refusal = Assert.Throws<KeyFileException>(() => Open());

        Assert.Contains("line 2", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfKeys_ShowsNoSecret()
    {
        HostKeys keys = Open();

        Assert.DoesNotContain(keys.ReadKey, $"{keys}", StringComparison.Ordinal);
        Assert.DoesNotContain(keys.AdminKey, $"{keys}", StringComparison.Ordinal);
    }

    private HostKeys Open(params (string Name, string Value)[] settings) => KeyFile.Open(
        _folder.Path,
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(one => one.Name, one => (string?)one.Value))
            .Build());
}
