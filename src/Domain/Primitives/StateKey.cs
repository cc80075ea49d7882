using System.Buffers;
using System.Globalization;
using System.Text;

namespace TradingBase;

/// <summary>Turns any text into a name that every state store takes as a partition or a key.</summary>
/// <remarks>
/// Letters, digits and most punctuation stand for themselves; <c>/ \ # ? ~</c>, control characters and
/// whatever lies beyond ASCII are written as <c>~</c> and the four hexadecimal digits of the UTF-16 unit.
/// Different texts give
/// different names, and names sort as their texts do, but for <c>/ \ # ?</c> and control characters, which
/// sort last.
/// </remarks>
public static class StateKey
{
    /// <summary>The longest escaped text; what is left of a name's 512 characters is for prefixes.</summary>
    public const int MaxLength = 400;

    private const int HashLength = 64;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"$%&'()*+,-.0123456789:;<=>@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}");

    /// <summary>Escapes a text.</summary>
    /// <param name="text">Any text; not empty.</param>
    /// <returns>
    /// 1 to <see cref="MaxLength"/> characters; a longer name is cut and ends in <c>~!</c> and the text's
    /// SHA-256.
    /// </returns>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public static string Escape(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (text.Length <= MaxLength && !text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        StringBuilder name = new(text.Length + 16);
        foreach (char unit in text)
        {
            _ = Plain.Contains(unit)
                ? name.Append(unit)
                : name.Append(CultureInfo.InvariantCulture, $"~{(int)unit:X4}");
        }

        return name.Length <= MaxLength
            ? name.ToString()
            : string.Concat(name.ToString(0, MaxLength - HashLength - 2), "~!", Canonical.Sha256(text));
    }

    /// <summary>The first name after all names that begin with a prefix: the end of their range.</summary>
    /// <param name="prefix">Escaped, and not ending in <c>~</c>.</param>
    /// <returns>The prefix with its last character raised by one.</returns>
    public static string After(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return string.Concat(prefix.AsSpan(0, prefix.Length - 1), [(char)(prefix[^1] + 1)]);
    }
}
