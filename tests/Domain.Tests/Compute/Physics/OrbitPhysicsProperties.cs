using FsCheck;
using FsCheck.Fluent;
using TradingBase.Compute.Physics;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Domain.Tests.Compute.Physics;

/// <summary>What must hold of any circular orbit.</summary>
public sealed class OrbitPhysicsProperties
{
    private static readonly DateTimeOffset Start = new(2026, 3, 20, 14, 46, 0, TimeSpan.Zero);

    private static readonly Gen<CircularOrbit> Orbits =
        from altitude in Gen.Frequency((4, Gen.Choose(300, 1_500)), (1, Gen.Choose(1_500, 36_000)))
        from tilt in Gen.Choose(0, 180)
        from node in Gen.Choose(0, 359)
        from phase in Gen.Choose(0, 359)
        select new CircularOrbit(altitude, tilt, node, phase, Start);

    private static readonly Gen<GroundStation> Stations =
        from latitude in Gen.Choose(-90, 90)
        from longitude in Gen.Choose(-180, 180)
        from elevation in Gen.Choose(0, 40)
        select new GroundStation(latitude, longitude, elevation);

    private static readonly Gen<(CircularOrbit Orbit, GroundStation[] Stations)> Cases =
        from orbit in Orbits
        from count in Gen.Choose(1, 3)
        from stations in Gen.ArrayOf(Stations, count)
        select (orbit, stations);

    [Fact]
    public void AStationHearsTheSatelliteInItsContactsAndNowhereElse() => Property.ForAll(Cases, drawn =>
    {
        IReadOnlyList<ContactWindow> windows =
            OrbitPhysics.ContactsOf(drawn.Orbit, drawn.Stations, Start, Start.AddHours(12));

        // A search that knows nothing of how fast anything can turn: every 20 seconds, by the elevation.
        ContactPlan plan = new(windows);
        for (DateTimeOffset at = Start; at <= Start.AddHours(12); at = at.AddSeconds(20))
        {
            bool high = drawn.Stations.Any(station =>
                OrbitPhysics.ElevationAt(drawn.Orbit, station, at) >= station.MinimumElevationDegrees);
            bool nearEdge = windows.Any(window =>
                (window.Rise - at).Duration().TotalSeconds <= 1
                || (window.Set - at).Duration().TotalSeconds <= 1);
            Assert.True(nearEdge || high == plan.LeftAt(at) > TimeSpan.Zero, $"{at:O} high: {high}.");
        }
    }, count: 60);

    [Fact]
    public void ContactsAreInOrderWithinTheirStretchAndLongerThanNothing() => Property.ForAll(Cases, drawn =>
    {
        DateTimeOffset to = Start.AddHours(30);

        IReadOnlyList<ContactWindow> windows =
            OrbitPhysics.ContactsOf(drawn.Orbit, drawn.Stations, Start, to);

        Assert.All(windows, window => Assert.True(window.Rise < window.Set));
        Assert.All(windows, window => Assert.True(window.Rise >= Start && window.Set <= to));
        Assert.All(
            windows.Zip(windows.Skip(1)), pair => Assert.True(pair.First.Set < pair.Second.Rise));
    });

    [Fact]
    public void TheSharesFormulaIsWhatARoundSees() => Property.ForAll(Orbits, orbit =>
    {
        TimeSpan step = OrbitPhysics.PeriodOf(orbit) / 2_000;

        double seen = Enumerable.Range(0, 2_000).Count(i => OrbitPhysics.IsSunlit(orbit, Start + (i * step)))
            / 2_000d;

        Assert.Equal(OrbitPhysics.SunlitShareAt(orbit, Start), seen, 0.02);
    }, count: 100);
}
