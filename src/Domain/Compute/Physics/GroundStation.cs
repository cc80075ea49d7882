namespace TradingBase.Compute.Physics;

/// <summary>An antenna on the ground.</summary>
/// <param name="LatitudeDegrees">North of the equator, degrees; −90 to 90.</param>
/// <param name="LongitudeDegrees">East of Greenwich, degrees; −180 to 180.</param>
/// <param name="MinimumElevationDegrees">
/// How high above the horizon a satellite has to stand to be heard, degrees; 0 to below 90.
/// </param>
public sealed record GroundStation(
    double LatitudeDegrees, double LongitudeDegrees, double MinimumElevationDegrees)
{
    /// <summary>North of the equator, degrees.</summary>
    public double LatitudeDegrees { get; } = Check.Within(LatitudeDegrees, -90, 90);

    /// <summary>East of Greenwich, degrees.</summary>
    public double LongitudeDegrees { get; } = Check.Within(LongitudeDegrees, -180, 180);

    /// <summary>How high above the horizon a satellite has to stand to be heard, degrees.</summary>
    public double MinimumElevationDegrees { get; } = Check.Within(MinimumElevationDegrees, 0, 89.9);
}
