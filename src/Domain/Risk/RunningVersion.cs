namespace TradingBase.Risk;

/// <summary>Which program runs under which configuration.</summary>
/// <param name="Code">Version of the program, such as <c>1.2.0</c>.</param>
/// <param name="Configuration">SHA-256 of the configuration, without what it says of approvals.</param>
public sealed record RunningVersion(string Code, string Configuration);
