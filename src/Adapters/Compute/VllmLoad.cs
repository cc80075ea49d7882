namespace TradingBase.Adapters.Compute;

/// <summary>How busy a vLLM server says that it is.</summary>
/// <param name="Running">Requests that it is answering; zero or more.</param>
/// <param name="Waiting">Requests in its queue; zero or more.</param>
/// <param name="CacheUsed">Share of its key-value cache in use, 0 to 1; null where it did not say.</param>
public sealed record VllmLoad(int Running, int Waiting, double? CacheUsed);
