namespace Microsoft.DurableTask
{
    /// <summary>
    /// An orchestration's version; null, empty and default are one value, blanks are refused.
    /// </summary>
    public readonly struct TaskVersion : IEquatable<TaskVersion>
    {
        public static readonly TaskVersion Unversioned;

        private readonly string? _version;

        public TaskVersion(string? version)
        {
            if (!string.IsNullOrEmpty(version) && string.IsNullOrWhiteSpace(version))
            {
                throw new ArgumentException(
                    "A version is null, empty or text; it is not blanks.", nameof(version));
            }

            _version = version;
        }

        public string Version => _version ?? "";

        public static implicit operator string(TaskVersion value) => value.Version;

        public static implicit operator TaskVersion(string? value) => new(value);

        public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

        public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

        public bool Equals(TaskVersion other) =>
            string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

        public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

        public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);
    }
}

namespace Microsoft.DurableTask.Abstractions
{
    public static class TaskOrchestrationVersioningUtils
    {
        /// <summary>
        /// Orders versions: none first, then as System.Version if both read as one, else as text.
        /// </summary>
        public static int CompareVersions(string sourceVersion, string otherVersion)
        {
            bool hasSource = !string.IsNullOrWhiteSpace(sourceVersion);
            bool hasOther = !string.IsNullOrWhiteSpace(otherVersion);
            if (!hasSource || !hasOther)
            {
                return hasSource.CompareTo(hasOther);
            }

            if (Version.TryParse(sourceVersion, out Version? source)
                && Version.TryParse(otherVersion, out Version? other))
            {
                return source.CompareTo(other);
            }

            return string.Compare(sourceVersion, otherVersion, StringComparison.OrdinalIgnoreCase);
        }
    }
}
