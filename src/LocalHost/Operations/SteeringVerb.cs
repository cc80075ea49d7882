namespace TradingBase.LocalHost.Operations;

/// <summary>What can be done to an instance from outside.</summary>
internal enum SteeringVerb
{
    Raise,
    Terminate,
    Suspend,
    Resume,
    Restart,
    Rewind,
    Purge,
}
