namespace TradingBase;

/// <summary>What every state store demands of its callers, so that all of them refuse alike.</summary>
public static class StateRules
{
    /// <summary>The longest partition or key, characters.</summary>
    public const int MaxNameLength = 512;

    /// <summary>The most changes in one submit.</summary>
    public const int MaxChanges = 100;

    /// <summary>Demands a name that every store takes.</summary>
    /// <exception cref="ArgumentException">
    /// It is not 1 to 512 printable ASCII characters without <c>/ \ # ?</c>.
    /// </exception>
    public static string Name(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name.Length <= MaxNameLength && !name.AsSpan().ContainsAnyExceptInRange(' ', '~')
            && name.AsSpan().IndexOfAny("/\\#?") < 0
            ? name
            : throw new ArgumentException(
                $"'{name}' is no name of a partition or row: 1 to {MaxNameLength} printable ASCII characters "
                + "without / \\ # ? were expected (StateKey.Escape makes them).");
    }

    /// <summary>Demands a submit that every store takes.</summary>
    /// <exception cref="ArgumentException">
    /// Not 1 to 100 changes, a key twice, a name that is no name, or a deletion without the version that must
    /// be there.
    /// </exception>
    public static void Submit(string partition, IReadOnlyList<StateChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        Name(partition);
        if (changes.Count is < 1 or > MaxChanges)
        {
            throw new ArgumentException($"A submit has 1 to {MaxChanges} changes, not {changes.Count}.");
        }

        HashSet<string> keys = [];
        foreach (StateChange change in changes)
        {
            if (!keys.Add(Name(change.Key)))
            {
                throw new ArgumentException($"Row '{change.Key}' is changed twice in one submit.");
            }

            if (change is { Value: null, ExpectedVersion: null })
            {
                throw new ArgumentException(
                    $"Row '{change.Key}' is deleted without the version that must be there.");
            }
        }
    }

    /// <summary>Demands a range that every store takes.</summary>
    /// <exception cref="ArgumentException">A name that is no name, or no rows wanted.</exception>
    public static void Range(string partition, string? fromKey, string? toKey, int atMost)
    {
        Name(partition);
        _ = fromKey is null ? null : Name(fromKey);
        _ = toKey is null ? null : Name(toKey);
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, 1);
    }
}
