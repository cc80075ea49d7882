using System.Reflection;
using System.Text.Json;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk;

public sealed class ApprovedOrderTests
{
    public static TheoryData<string, JsonSerializerOptions> Serializers => new()
    {
        { "house", Canonical.Options },
        { "durable", new JsonSerializerOptions { IncludeFields = true } },
    };

    [Theory]
    [MemberData(nameof(Serializers))]
    public void RoundTrip_EitherSerializer_KeepsOrderAndSignature(string name, JsonSerializerOptions options)
    {
        ApprovedOrder order = Some.ApprovedOrder(Some.Order(1.50m, instrument: Some.Gold(), limit: 100.10m));

        ApprovedOrder? back = JsonSerializer.Deserialize<ApprovedOrder>(
            JsonSerializer.Serialize(order, options), options);

        Assert.NotEmpty(name);
        Assert.Equal(order, back);
        Assert.Equal(SignatureCheck.Valid, Some.Signer().Check(back!));
    }

    [Theory]
    [MemberData(nameof(Serializers))]
    public void Deserialize_AnyDigitOfTheOrderChanged_IsTampered(string name, JsonSerializerOptions options)
    {
        string json = JsonSerializer.Serialize(Some.ApprovedOrder(Some.Order(limit: 100m)), options);
        int tried = 0;

        for (int i = 0; i < json.Length; i++)
        {
            if (char.IsAsciiDigit(json[i]))
            {
                char other = json[i] == '9' ? '8' : (char)(json[i] + 1);
                string changed = $"{json[..i]}{other}{json[(i + 1)..]}";
                tried += IsTampered(changed, options)
                    ? 1
                    : throw new InvalidOperationException($"{name}: {changed}");
            }
        }

        Assert.InRange(tried, 100, json.Length);
    }

    [Fact]
    public void Constructors_OutsideTheDomain_AreOutOfReach()
    {
        ConstructorInfo[] constructors = typeof(ApprovedOrder)
            .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

        Assert.DoesNotContain(constructors, made =>
            made.IsPublic || made.IsFamily || made.IsFamilyOrAssembly);
        Assert.True(typeof(ApprovedOrder).IsSealed);
        Assert.All(typeof(ApprovedOrder).GetProperties(), property => Assert.Null(property.SetMethod));
        Assert.Empty(typeof(ApprovedOrder).Assembly.GetCustomAttributes()
            .OfType<System.Runtime.CompilerServices.InternalsVisibleToAttribute>());
    }

    // A moment or number that no longer reads is as good as refused; what reads must not pass as signed.
    private static bool IsTampered(string json, JsonSerializerOptions options)
    {
        try
        {
            ApprovedOrder? read = JsonSerializer.Deserialize<ApprovedOrder>(json, options);
            return Some.Signer().Check(read!) is not SignatureCheck.Valid;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
