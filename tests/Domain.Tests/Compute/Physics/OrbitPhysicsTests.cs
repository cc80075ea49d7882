using TradingBase.Compute.Physics;

namespace TradingBase.Domain.Tests.Compute.Physics;

public sealed class OrbitPhysicsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 20, 14, 46, 0, TimeSpan.Zero);
    private static readonly CircularOrbit Station = new(420, 51.64, 30, 0, Start);
    private static readonly GroundStation Kourou = new(5.1, -52.6, 5);
    private static readonly GroundStation Svalbard = new(78.2, 15.4, 5);

    [Theory]
    [InlineData(400, 92.56)]
    [InlineData(420, 92.97)]
    [InlineData(550, 95.65)]
    [InlineData(35_786, 1_436.07)]
    public void PeriodOf_KnownAltitudes_IsTheKnownPeriod(double altitudeKm, double minutes) =>
        Assert.Equal(minutes, OrbitPhysics.PeriodOf(At(altitudeKm, 0)).TotalMinutes, 0.01);

    [Theory]
    [InlineData(420, 51.64, -4.95)]
    [InlineData(550, 97.59, 0.9856)]
    [InlineData(800, 98.60, 0.9856)]
    [InlineData(550, 90, 0)]
    public void NodeDegreesPerDay_KnownOrbits_IsTheKnownDrift(
        double altitudeKm, double tilt, double degrees) =>
        Assert.Equal(degrees, OrbitPhysics.NodeDegreesPerDay(At(altitudeKm, tilt)), 0.01);

    [Fact]
    public void ElevationAt_ASatelliteAtGreenwichsSiderealTime_StandsInTheZenithThere()
    {
        // Vallado's example 3-5: 152.578788 degrees on 20 August 1992 at 12:14.
        DateTimeOffset at = new(1992, 8, 20, 12, 14, 0, TimeSpan.Zero);
        CircularOrbit orbit = new(550, 0, 0, 152.578788, at);

        Assert.InRange(OrbitPhysics.ElevationAt(orbit, new(0, 0, 0), at), 89.99, 90);
        Assert.Equal(-90, OrbitPhysics.ElevationAt(orbit, new(0, 180, 0), at), 0.01);
    }

    [Fact]
    public void ContactsOf_TheSpaceStation_LastSixMinutesAboveTenDegreesAndTenAboveTheHorizon()
    {
        TimeSpan ten = Longest(Station, new GroundStation(45, 0, 10));
        TimeSpan zero = Longest(Station, new GroundStation(45, 0, 0));

        // By coverage circles: 25.0 and 40.5 of 360 degrees of 92.97 minutes, plus what the Earth turns.
        Assert.InRange(ten.TotalMinutes, 6.4, 6.9);
        Assert.InRange(zero.TotalMinutes, 10.4, 11.2);
    }

    [Fact]
    public void ContactsOf_TwoStationsInSightOfEachOther_AreMerged()
    {
        GroundStation[] both = [new(45, 0, 5), new(46, 3, 5)];
        IReadOnlyList<ContactWindow> first = Contacts(Station, both[0]);
        IReadOnlyList<ContactWindow> second = Contacts(Station, both[1]);

        IReadOnlyList<ContactWindow> merged = Contacts(Station, both);

        Assert.True(merged.Count < first.Count + second.Count);
        Assert.All(
            first.Concat(second),
            window => Assert.Contains(
                merged, whole => whole.Rise <= window.Rise && whole.Set >= window.Set));
    }

    [Fact]
    public void ContactsOf_APolarOrbit_IsHeardNearThePoleOnMostRoundsAndAtTheEquatorSeldom()
    {
        CircularOrbit polar = At(550, 97.6);

        Assert.InRange(Contacts(polar, Svalbard).Count, 12, 15);
        Assert.InRange(Contacts(polar, Kourou).Count, 2, 5);
    }

    [Fact]
    public void ContactsOf_AGeostationarySatellite_IsCutOffAtBeginAndEnd()
    {
        CircularOrbit still = At(35_786, 0);

        ContactWindow window = Assert.Single(
            OrbitPhysics.ContactsOf(still, [Facing(still)], Start, Start.AddHours(6)));

        Assert.Equal(new(Start, Start.AddHours(6)), window);
    }

    [Fact]
    public void SunAngleAt_EquatorsOrbit_IsTheSunsDeclination()
    {
        CircularOrbit equator = At(550, 0);

        Assert.Equal(0, OrbitPhysics.SunAngleAt(equator, Start), 0.02);
        Assert.Equal(
            23.436, OrbitPhysics.SunAngleAt(equator, new(2026, 6, 21, 8, 25, 0, TimeSpan.Zero)), 0.01);
    }

    [Theory]
    [InlineData(550, 0, 0.6277)]
    [InlineData(420, 0, 0.6125)]
    [InlineData(550, 60, 0.7853)]
    [InlineData(550, 66, 0.9097)]
    [InlineData(550, 67.1, 1)]
    [InlineData(550, -90, 1)]
    public void SunlitShare_KnownAngles_IsTheCylindersShare(
        double altitudeKm, double degrees, double share) =>
        Assert.Equal(share, OrbitPhysics.SunlitShare(altitudeKm, degrees), 0.0001);

    [Fact]
    public void SunlitShareAt_ADawnDuskOrbit_IsAllButASeasonOfEclipses()
    {
        // In March the sun stands at the vernal equinox, so the plane is turned to it by a node at 90
        // degrees.
        CircularOrbit dawn = new(550, 97.59, 90, 0, Start);

        Assert.Equal(1, OrbitPhysics.SunlitShareAt(dawn, Start));
        double[] year = [.. Enumerable.Range(0, 365)
            .Select(day => OrbitPhysics.SunlitShareAt(dawn, Start.AddDays(day)))];

        // At a solstice the sun stands 90 - 7.6 - 23.4 = 59 degrees above the plane: 78 %. Else there is no
        // night.
        Assert.InRange(year.Min(), 0.77, 0.79);
        Assert.InRange(year.Average(), 0.94, 0.96);
        Assert.InRange(year.Count(share => share == 1), 220, 300);
    }

    [Fact]
    public void OrbitalPlant_ByDarkness_ChargesTheBatteryFirst()
    {
        OrbitalPlant plant = new(100, 1_000, 2_000, 120_000, 5_000);

        // All sun: 115 kW for GPUs that take 100. At 62.77 %: 120 × 0.6277 / (0.6277 + 0.3723 / 0.9) = 72.3
        // kW.
        Assert.Equal(200_000, plant.TokensPerSecond(1), 6);
        Assert.Equal(72_331.9, plant.MeanWatts(0.6277), 0.1);
        Assert.Equal(134_663.7, plant.TokensPerSecond(0.6277), 0.2);
        Assert.Equal(0, plant.TokensPerSecond(0));
        Assert.Equal(0, new OrbitalPlant(1, 1_000, 1, 100, 5_000).TokensPerSecond(1));
    }

    [Fact]
    public void ContactPlan_AMoment_FindsTheOpenOrTheNextContact()
    {
        ContactWindow first = new(Start.AddMinutes(1), Start.AddMinutes(5));
        ContactWindow second = new(Start.AddMinutes(90), Start.AddMinutes(95));
        ContactPlan plan = new([first, second]);

        Assert.Equal(first, plan.CurrentOrNext(Start));
        Assert.Equal(first, plan.CurrentOrNext(Start.AddMinutes(4)));
        Assert.Equal(second, plan.CurrentOrNext(Start.AddMinutes(5)));
        Assert.Null(plan.CurrentOrNext(Start.AddMinutes(95)));
        Assert.Equal(TimeSpan.Zero, plan.LeftAt(Start));
        Assert.Equal(TimeSpan.FromMinutes(4), plan.LeftAt(Start.AddMinutes(1)));
        Assert.Equal(TimeSpan.Zero, plan.LeftAt(Start.AddMinutes(5)));
        Assert.Throws<ArgumentException>(() => new ContactPlan([second, first]));
    }

    private static CircularOrbit At(double altitudeKm, double tilt) => new(altitudeKm, tilt, 30, 0, Start);

    private static IReadOnlyList<ContactWindow> Contacts(
        CircularOrbit orbit, params GroundStation[] stations) =>
        OrbitPhysics.ContactsOf(orbit, stations, Start, Start.AddDays(1));

    private static TimeSpan Longest(CircularOrbit orbit, GroundStation station) =>
        OrbitPhysics.ContactsOf(orbit, [station], Start, Start.AddDays(10)).Max(window => window.Length);

    private static GroundStation Facing(CircularOrbit orbit) => Enumerable.Range(-18, 36)
        .Select(tens => new GroundStation(0, tens * 10, 10))
        .MaxBy(station => OrbitPhysics.ElevationAt(orbit, station, Start))!;
}
