using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk;

public sealed class OrderSignerTests
{
    private static readonly byte[] Old = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] New = [.. Enumerable.Repeat((byte)2, 32)];

    [Fact]
    public void Check_KeyThatSignsNoMore_StillVerifies()
    {
        ApprovedOrder order = Some.ApprovedOrder(signer: Ring("old", ("old", Old)));

        Assert.Equal(SignatureCheck.Valid, Ring("new", ("old", Old), ("new", New)).Check(order));
    }

    [Fact]
    public void Check_KeyThatLeftTheRing_IsUnknown()
    {
        ApprovedOrder order = Some.ApprovedOrder(signer: Ring("old", ("old", Old)));

        Assert.Equal(SignatureCheck.UnknownKey, Ring("new", ("new", New)).Check(order));
    }

    [Fact]
    public void Check_OtherSecretUnderTheSameId_IsTampered()
    {
        ApprovedOrder order = Some.ApprovedOrder(signer: Ring("key", ("key", Old)));

        Assert.Equal(SignatureCheck.Tampered, Ring("key", ("key", New)).Check(order));
    }

    [Fact]
    public void Approve_SameOrderTwice_SignsAlike() =>
        Assert.Equal(Some.ApprovedOrder().Signature, Some.ApprovedOrder().Signature);

    [Fact]
    public void Construct_ShortKey_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Ring("key", ("key", [.. Enumerable.Repeat((byte)1, 31)])));

    [Fact]
    public void Construct_SigningKeyOutsideTheRing_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Ring("new", ("old", Old)));

    private static OrderSigner Ring(string signs, params (string Id, byte[] Key)[] keys) =>
        new(keys.ToDictionary(key => key.Id, key => key.Key), signs);
}
