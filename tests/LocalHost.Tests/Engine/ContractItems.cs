using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace TradingBase.LocalHost.Tests.Engine;

/// <summary>Every item of the contract has its tests, in both modes; the list of them is printed.</summary>
public sealed partial class ContractItems(ITestOutputHelper output)
{
    private static readonly IReadOnlyDictionary<int, Coverage> Found = Find();

    public static TheoryData<int> Numbers => [.. ContractList.Items.Select(item => item.Number)];

    [Fact]
    public void List_IsWhole()
    {
        foreach (ContractItem item in ContractList.Items)
        {
            Coverage found = Found.GetValueOrDefault(item.Proof ?? item.Number, new());
            string note = item.Note is null ? "" : $" [{item.Note}]";
            output.WriteLine(
                $"{item.Number,2}  {item.Title}{note}: {found.InMemory.Count} tests in memory, "
                + $"{found.ReplayAlways.Count} replaying always");
        }

        Assert.Equal(Enumerable.Range(1, 86), ContractList.Items.Select(item => item.Number));
        Assert.Empty(Found.Keys.Except(ContractList.Items.Select(item => item.Number)));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Item_HasItsTestsInBothModes(int number)
    {
        ContractItem item = ContractList.Items.Single(item => item.Number == number);
        Coverage found = Found.GetValueOrDefault(item.Proof ?? number, new());

        Assert.NotEmpty(found.InMemory);
        Assert.Equal(found.InMemory, found.ReplayAlways);
        output.WriteLine($"{number}: {item.Title}");
        found.InMemory.ForEach(output.WriteLine);
    }

    // By the modes' own classes, since an abstract contract without them would run nowhere.
    private static Dictionary<int, Coverage> Find()
    {
        Dictionary<int, Coverage> found = [];
        IEnumerable<Type> contracts = typeof(ContractItems).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(EngineContract)) && !type.IsAbstract)
            .OrderBy(type => type.Name, StringComparer.Ordinal);
        foreach (Type contract in contracts)
        {
            foreach (MethodInfo method in contract.GetMethods().OrderBy(
                method => method.Name, StringComparer.Ordinal))
            {
                // A theory is a fact too; one that is skipped proves nothing.
                if (method.GetCustomAttribute<FactAttribute>() is { Skip: null }
                    && ItemName().Match(method.Name) is { Success: true } match)
                {
                    int number = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
                    found.TryAdd(number, new());
                    found[number].Of(contract).Add($"{method.DeclaringType!.Name}.{method.Name}");
                }
            }
        }

        return found;
    }

    [GeneratedRegex("^Item([0-9]{2})_")]
    private static partial Regex ItemName();

    private sealed class Coverage
    {
        internal List<string> InMemory { get; } = [];

        internal List<string> ReplayAlways { get; } = [];

        internal List<string> Of(Type contract) =>
            contract.Name.EndsWith("ReplayAlways", StringComparison.Ordinal) ? ReplayAlways
            : contract.Name.EndsWith("InMemory", StringComparison.Ordinal) ? InMemory
            : throw new InvalidOperationException($"{contract.Name} does not say its mode.");
    }
}
