using static TradingBase.Compute.Physics.OrbitMotion;

namespace TradingBase.Compute.Physics;

/// <summary>
/// When a satellite on a circular orbit is heard, and how much of its orbit the sun shines on.
/// </summary>
/// <remarks>
/// The Earth is a sphere that turns by Greenwich's mean sidereal time; of its flattening only the steady
/// drift of node and phase is kept. Error: rise and set are exact to a second within the model. Against a
/// real satellite up to half a minute within a day of the epoch (the ellipsoid up to 0.2 degrees of
/// latitude, refraction, periodic terms of about 10 km), and more with each day by drag and eccentricity,
/// up to minutes a day at 400 km: give a new epoch daily. The shadow is a cylinder without penumbra: up to
/// half a percent of an orbit. Source: Wertz and Larson, <i>Space Mission Analysis and Design</i>, chapter
/// 5, and Vallado,
/// <i>Fundamentals of Astrodynamics</i>, for coverage circles and the cylindrical shadow.
/// </remarks>
public static class OrbitPhysics
{
    private const double Degree = 180 / Math.PI;
    private static readonly TimeSpan Precision = TimeSpan.FromSeconds(1);

    /// <summary>The time of one round, by Kepler.</summary>
    public static TimeSpan PeriodOf(CircularOrbit orbit)
    {
        ArgumentNullException.ThrowIfNull(orbit);
        return TimeSpan.FromSeconds(Math.Tau / new OrbitMotion(orbit).Keplerian);
    }

    /// <summary>How fast the orbit's plane turns; 0.9856 keeps it where it is against the sun.</summary>
    /// <returns>Degrees a day, eastwards positive.</returns>
    public static double NodeDegreesPerDay(CircularOrbit orbit)
    {
        ArgumentNullException.ThrowIfNull(orbit);
        return new OrbitMotion(orbit).NodePerSecond * 86_400 * Degree;
    }

    /// <summary>How high a satellite stands above a station's horizon, without refraction.</summary>
    /// <returns>Degrees, −90 to 90.</returns>
    public static double ElevationAt(CircularOrbit orbit, GroundStation station, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(orbit);
        ArgumentNullException.ThrowIfNull(station);
        OrbitMotion motion = new(orbit);
        double cosine = motion.Satellite(at).CosineTo(Station(station, at));
        double up = (motion.RadiusKm * cosine) - EarthRadiusKm;
        double along = motion.RadiusKm * Math.Sqrt(1 - (cosine * cosine));
        return Math.Atan2(up, along) * Degree;
    }

    /// <summary>When any of the stations hears a satellite.</summary>
    /// <param name="orbit">The satellite's.</param>
    /// <param name="stations">Where it may be heard.</param>
    /// <param name="from">Begin, UTC.</param>
    /// <param name="to">End, UTC; not before the begin.</param>
    /// <returns>
    /// Ordered, no two of them touching; rise and set to a second, cut off at begin and end. Shorter contacts
    /// than a second may be missing.
    /// </returns>
    public static IReadOnlyList<ContactWindow> ContactsOf(
        CircularOrbit orbit, IReadOnlyList<GroundStation> stations, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(orbit);
        ArgumentNullException.ThrowIfNull(stations);
        ArgumentOutOfRangeException.ThrowIfLessThan(Check.Utc(to), Check.Utc(from));
        OrbitMotion motion = new(orbit);
        List<ContactWindow> heard = [];
        foreach (GroundStation station in stations)
        {
            AddContacts(motion, station, from, to, heard);
        }

        return Merge(heard);
    }

    /// <summary>The angle between the sun and the orbit's plane, called beta.</summary>
    /// <returns>Degrees, −90 to 90.</returns>
    public static double SunAngleAt(CircularOrbit orbit, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(orbit);
        return Math.Asin(Sun(at).CosineTo(new OrbitMotion(orbit).Normal(at))) * Degree;
    }

    /// <summary>The share of a round that lies in the sun.</summary>
    /// <param name="altitudeKm">Of the circular orbit, kilometres; above zero.</param>
    /// <param name="sunAngleDegrees">Between sun and plane, degrees; −90 to 90.</param>
    /// <returns>
    /// 0 to 1: 1 − arccos(√(h² + 2 R h) / ((R + h) cos β)) / π, and 1 where the shadow is passed by.
    /// </returns>
    public static double SunlitShare(double altitudeKm, double sunAngleDegrees)
    {
        Check.Within(altitudeKm, 0, 1e6);
        double beta = Check.Within(sunAngleDegrees, -90, 90) / Degree;
        double radius = EarthRadiusKm + altitudeKm;
        double ratio = Math.Sqrt((radius * radius) - (EarthRadiusKm * EarthRadiusKm))
            / (radius * Math.Cos(beta));
        return ratio >= 1 ? 1 : 1 - (Math.Acos(ratio) / Math.PI);
    }

    /// <summary>The share of the round at a moment that lies in the sun.</summary>
    /// <returns>0 to 1.</returns>
    public static double SunlitShareAt(CircularOrbit orbit, DateTimeOffset at) =>
        SunlitShare(orbit.AltitudeKm, SunAngleAt(orbit, at));

    /// <summary>Whether the sun shines on a satellite.</summary>
    public static bool IsSunlit(CircularOrbit orbit, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(orbit);
        OrbitMotion motion = new(orbit);
        double cosine = motion.Satellite(at).CosineTo(Sun(at));
        return cosine >= 0 || motion.RadiusKm * Math.Sqrt(1 - (cosine * cosine)) >= EarthRadiusKm;
    }

    // The angle between satellite and station changes by no more than both turn: where it is so far from the
    // contact's edge, nothing can rise or set before that much has been turned, so no contact is stepped
    // over.
    private static void AddContacts(
        OrbitMotion motion, GroundStation station, DateTimeOffset from, DateTimeOffset to,
        List<ContactWindow> heard)
    {
        double elevation = station.MinimumElevationDegrees / Degree;
        double edge = Math.Acos(EarthRadiusKm * Math.Cos(elevation) / motion.RadiusKm) - elevation;
        double fastest = motion.PhasePerSecond + Math.Abs(motion.NodePerSecond) + EarthTurnPerSecond;
        DateTimeOffset at = from;
        DateTimeOffset? rise = null;
        double inside = InsideBy(at);
        while (true)
        {
            rise ??= inside >= 0 ? at : null;
            if (at >= to)
            {
                break;
            }

            TimeSpan step = TimeSpan.FromSeconds(
                Math.Max(Precision.TotalSeconds, Math.Abs(inside) / fastest));
            DateTimeOffset next = to - at < step ? to : at + step;
            double then = InsideBy(next);
            if (inside >= 0 != then >= 0)
            {
                DateTimeOffset crossing = Cross(at, next, then >= 0);
                if (then >= 0)
                {
                    rise = crossing;
                }
                else
                {
                    if (rise < crossing)
                    {
                        heard.Add(new(rise.Value, crossing));
                    }

                    rise = null;
                }
            }

            (at, inside) = (next, then);
        }

        if (rise < to)
        {
            heard.Add(new(rise.Value, to));
        }

        double InsideBy(DateTimeOffset moment) =>
            edge - Math.Acos(motion.Satellite(moment).CosineTo(Station(station, moment)));

        DateTimeOffset Cross(DateTimeOffset before, DateTimeOffset after, bool rising)
        {
            while (after - before > Precision / 100)
            {
                DateTimeOffset middle = before + ((after - before) / 2);
                (before, after) = InsideBy(middle) >= 0 == rising ? (before, middle) : (middle, after);
            }

            return rising ? after : before;
        }
    }

    private static List<ContactWindow> Merge(List<ContactWindow> heard)
    {
        List<ContactWindow> merged = [];
        foreach (ContactWindow window in heard.OrderBy(window => window.Rise))
        {
            if (merged.Count > 0 && window.Rise <= merged[^1].Set)
            {
                merged[^1] = merged[^1] with
                {
                    Set = window.Set > merged[^1].Set ? window.Set : merged[^1].Set,
                };
            }
            else
            {
                merged.Add(window);
            }
        }

        return merged;
    }
}
