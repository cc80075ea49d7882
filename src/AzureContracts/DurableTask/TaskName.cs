namespace Microsoft.DurableTask;

/// <summary>A task's name; names that differ in case alone are the same name.</summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    private const string UseTaskVersion = "Refer to TaskVersion instead.";

    public TaskName(string name)
    {
        Name = name;
#pragma warning disable CS0618 // The member is declared here for completeness and set as the package sets it.
        Version = name is null ? null! : "";
#pragma warning restore CS0618
    }

    public string Name { get; }

    [Obsolete(UseTaskVersion)]
    public string Version { get; }

    public static implicit operator string(TaskName value) => value.Name;

    public static implicit operator TaskName(string value) =>
        string.IsNullOrEmpty(value) ? default : new(value);

    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    // The version is never anything but empty, so the text is the name (null for the default value).
    public override string ToString() => Name;
}
