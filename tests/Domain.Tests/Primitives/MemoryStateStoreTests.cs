using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Primitives;

/// <summary>The kit's own store keeps the rules too, or tests over it would prove little.</summary>
public sealed class MemoryStateStoreTests : StateStoreContract
{
    private readonly MemoryStateStore _store = new();

    protected override IStateStore OpenStore() => _store;
}
