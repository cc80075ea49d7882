namespace TradingBase.Compute.Physics;

/// <summary>Where a satellite, a station and the sun stand, as unit vectors of the equator's frame.</summary>
/// <remarks>
/// The frame is inertial, x to the vernal equinox, z to the pole; of date, precession left out. Node and
/// phase drift steadily by the Earth's flattening (its second zonal harmonic).
/// Source: Vallado, <i>Fundamentals of Astrodynamics</i>: secular rates for zero eccentricity
/// (9.4), Greenwich mean sidereal time (3.5, after the IAU's of 1982), and the <i>Astronomical
/// Almanac</i>'s low precision sun (0.01 degrees from 1950 to 2050).
/// </remarks>
internal sealed class OrbitMotion
{
    internal const double EarthRadiusKm = 6_378.137;
    internal const double EarthTurnPerSecond = 7.292_115_9e-5;
    private const double GravityKm3PerSecond2 = 398_600.4418;
    private const double SecondZonal = 1.082_626_68e-3;
    private const double Radian = Math.PI / 180;
    private static readonly DateTimeOffset Noon2000 = new(2000, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly CircularOrbit _orbit;

    internal OrbitMotion(CircularOrbit orbit)
    {
        _orbit = orbit;
        RadiusKm = EarthRadiusKm + orbit.AltitudeKm;
        Keplerian = Math.Sqrt(GravityKm3PerSecond2 / (RadiusKm * RadiusKm * RadiusKm));
        double flattening = 1.5 * SecondZonal * Math.Pow(EarthRadiusKm / RadiusKm, 2) * Keplerian;
        double cosine = Math.Cos(orbit.InclinationDegrees * Radian);
        NodePerSecond = -flattening * cosine;
        PhasePerSecond = Keplerian + (flattening * ((4 * cosine * cosine) - 1));
    }

    internal double RadiusKm { get; }

    /// <summary>Radians a second around a sphere.</summary>
    internal double Keplerian { get; }

    /// <summary>Radians a second by which the orbit's plane turns, eastwards.</summary>
    internal double NodePerSecond { get; }

    /// <summary>Radians a second from node to node.</summary>
    internal double PhasePerSecond { get; }

    internal static Direction Station(GroundStation station, DateTimeOffset at)
    {
        double days = (at - Noon2000).TotalDays;
        double angle = ((280.460_618_37 + (360.985_647_366_29 * days)) % 360 + station.LongitudeDegrees)
            * Radian;
        double latitude = station.LatitudeDegrees * Radian;
        return new(
            Math.Cos(latitude) * Math.Cos(angle), Math.Cos(latitude) * Math.Sin(angle), Math.Sin(latitude));
    }

    internal static Direction Sun(DateTimeOffset at)
    {
        double days = (at - Noon2000).TotalDays;
        double anomaly = (357.528 + (0.985_600_3 * days)) % 360 * Radian;
        double longitude = ((280.460 + (0.985_647_4 * days)) % 360
            + (1.915 * Math.Sin(anomaly)) + (0.020 * Math.Sin(2 * anomaly))) * Radian;
        double tilt = (23.439 - (0.000_000_4 * days)) * Radian;
        return new(
            Math.Cos(longitude), Math.Cos(tilt) * Math.Sin(longitude), Math.Sin(tilt) * Math.Sin(longitude));
    }

    internal Direction Satellite(DateTimeOffset at)
    {
        double seconds = (at - _orbit.Epoch).TotalSeconds;
        double phase = (_orbit.PhaseDegrees * Radian) + (PhasePerSecond * seconds % Math.Tau);
        (double sinNode, double cosNode) = Math.SinCos(Node(seconds));
        (double sinTilt, double cosTilt) = Math.SinCos(_orbit.InclinationDegrees * Radian);
        (double sin, double cos) = Math.SinCos(phase);
        return new(
            (cosNode * cos) - (sinNode * cosTilt * sin),
            (sinNode * cos) + (cosNode * cosTilt * sin),
            sinTilt * sin);
    }

    /// <summary>The direction that the orbit's plane is perpendicular to.</summary>
    internal Direction Normal(DateTimeOffset at)
    {
        (double sinNode, double cosNode) = Math.SinCos(Node((at - _orbit.Epoch).TotalSeconds));
        (double sinTilt, double cosTilt) = Math.SinCos(_orbit.InclinationDegrees * Radian);
        return new(sinNode * sinTilt, -cosNode * sinTilt, cosTilt);
    }

    private double Node(double seconds) =>
        (_orbit.NodeDegrees * Radian) + (NodePerSecond * seconds % Math.Tau);

    /// <summary>A unit vector.</summary>
    internal readonly record struct Direction(double X, double Y, double Z)
    {
        /// <summary>The cosine of the angle to another one, rounding cut off.</summary>
        internal double CosineTo(Direction other) =>
            Math.Clamp((X * other.X) + (Y * other.Y) + (Z * other.Z), -1, 1);
    }
}
