namespace TradingBase.Compute.Physics;

/// <summary>A circular orbit around the Earth and where on it something was at a moment.</summary>
/// <param name="AltitudeKm">Above the sphere of the equator's radius, kilometres; 100 to 100,000.</param>
/// <param name="InclinationDegrees">Against the equator, degrees; 0 to 180, above 90 westwards.</param>
/// <param name="NodeDegrees">
/// Right ascension of the ascending node at the epoch, degrees; −360 to 360.
/// </param>
/// <param name="PhaseDegrees">
/// Angle from the ascending node along the motion at the epoch, degrees; −360 to 360.
/// </param>
/// <param name="Epoch">When node and phase hold, UTC.</param>
public sealed record CircularOrbit(
    double AltitudeKm, double InclinationDegrees, double NodeDegrees, double PhaseDegrees,
    DateTimeOffset Epoch)
{
    /// <summary>Above the sphere of the equator's radius, kilometres.</summary>
    public double AltitudeKm { get; } = Check.Within(AltitudeKm, 100, 100_000);

    /// <summary>Against the equator, degrees.</summary>
    public double InclinationDegrees { get; } = Check.Within(InclinationDegrees, 0, 180);

    /// <summary>Right ascension of the ascending node at the epoch, degrees.</summary>
    public double NodeDegrees { get; } = Check.Within(NodeDegrees, -360, 360);

    /// <summary>Angle from the ascending node along the motion at the epoch, degrees.</summary>
    public double PhaseDegrees { get; } = Check.Within(PhaseDegrees, -360, 360);

    /// <summary>When node and phase hold, UTC.</summary>
    public DateTimeOffset Epoch { get; } = Check.Utc(Epoch);
}
