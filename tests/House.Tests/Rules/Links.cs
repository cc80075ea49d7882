using System.Text.RegularExpressions;

namespace TradingBase.House.Tests.Rules;

/// <summary>A link of a document leads somewhere.</summary>
internal static partial class Links
{
    /// <summary>Looks at relative links.</summary>
    /// <param name="documents">Markdown files.</param>
    /// <param name="exists">Whether a path, relative to the root, is a file or folder.</param>
    internal static IEnumerable<Finding> Find(IReadOnlyList<Source> documents, Func<string, bool> exists)
    {
        foreach (Source document in documents)
        {
            string[] lines = document.Text.Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                foreach (Match match in Link().Matches(lines[i]))
                {
                    string target = match.Groups["target"].Value;
                    if (!Leads(document, target, exists))
                    {
                        yield return new(document.Path, i + 1, $"{target} leads nowhere.");
                    }
                }
            }
        }
    }

    private static bool Leads(Source document, string target, Func<string, bool> exists)
    {
        if (target.Contains("://", StringComparison.Ordinal)
            || target.StartsWith("mailto:", StringComparison.Ordinal))
        {
            return true;
        }

        string[] parts = target.Split('#', 2);
        if (parts[0].Length == 0)
        {
            return Anchors(document).Contains(parts[1]);
        }

        string folder = "/" + System.IO.Path.GetDirectoryName(document.Path)!.Replace('\\', '/');
        Uri whole = new(new Uri("file://" + folder.TrimEnd('/') + "/"), parts[0]);
        return exists(Uri.UnescapeDataString(whole.AbsolutePath).TrimStart('/').TrimEnd('/'));
    }

    private static HashSet<string> Anchors(Source document) =>
        [.. document.Text.Split('\n').Where(line => line.StartsWith('#')).Select(Anchor)];

    private static string Anchor(string heading) =>
        NotInAnchors().Replace(heading.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\[[^\]\n]*\]\((?<target>[^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();
}
