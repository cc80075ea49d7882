using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.Adapters.Brokers;
using TradingBase.Analysis;
using TradingBase.Composition;
using TradingBase.Compute;
using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.House.Tests;

/// <summary>A file without its line in the roster would sit in the house unused.</summary>
public sealed class RosterTests
{
    private static readonly Assembly[] Floors = [typeof(Ratio).Assembly, typeof(PaperBroker).Assembly];

    private static readonly Type[] Known =
    [
        typeof(Market), typeof(IMarketDataSource), typeof(IAnalyst), typeof(IStrategy), typeof(IRiskRule),
        typeof(IComputeProvider), typeof(IBroker),
    ];

    public static TheoryData<Type> Ports => [.. Known];

    [Theory]
    [MemberData(nameof(Ports))]
    public void Roster_EveryPort_NamesWhoeverCanServe(Type port) =>
        Assert.Empty(Unnamed(port, Everyone(), Lines()));

    [Theory]
    [MemberData(nameof(Ports))]
    public void Roster_EveryLine_NamesSomebodyOnceAndFromTheFloors(Type port) =>
        Assert.Empty(Strangers(port, Everyone(), Lines()));

    [Fact]
    public void Roster_EveryLine_IsForAPortOfTheHouse() =>
        Assert.Empty(Lines().Select(line => line.ServiceType).Distinct().Except(Known));

    [Fact]
    public void Roster_WithoutALine_IsSeen() =>
        Assert.Equal(
            [typeof(Planted)], Unnamed(typeof(IRiskRule), [.. Everyone(), typeof(Planted)], Lines()));

    [Fact]
    public void Roster_WithALineTooMany_IsSeen()
    {
        IServiceCollection twice = Lines();
        twice.Add(twice.First(line => line.ServiceType == typeof(IRiskRule)));

        Assert.NotEmpty(Strangers(typeof(IRiskRule), Everyone(), twice));
        Assert.NotEmpty(Strangers(
            typeof(IRiskRule), Everyone(), new ServiceCollection().AddSingleton<IRiskRule, Planted>()));
    }

    private static IServiceCollection Lines() => new ServiceCollection().AddRoster();

    private static IEnumerable<Type> Everyone() => Floors.SelectMany(floor => floor.GetTypes());

    private static IEnumerable<Type> Unnamed(
        Type port, IEnumerable<Type> everyone, IServiceCollection roster) =>
        everyone
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(port))
            .Except(roster.Where(line => line.ServiceType == port).Select(line => line.ImplementationType!));

    private static IEnumerable<Type?> Strangers(
        Type port, IEnumerable<Type> everyone, IServiceCollection roster)
    {
        Type?[] named =
            [.. roster.Where(line => line.ServiceType == port).Select(line => line.ImplementationType)];
        return named.Where(type => !everyone.Contains(type))
            .Concat(named.GroupBy(type => type).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    private sealed class Planted : IRiskRule
    {
        public string Name => nameof(Planted);

        public string Unit => "flag";

        public RuleMeasure Measure(in OrderFacts facts) => RuleMeasure.AtLeast(1, 1);

        public string Explain(in OrderFacts facts, RuleMeasure measure) => "It is not in the roster.";
    }
}
