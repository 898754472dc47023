namespace Sluice.Configuration.Reports;

/// <summary>
/// Finds the names that somebody who mistyped may have meant. The measure is the one that Click's suggestions use
/// (Ratcliff and Obershelp: twice the matching characters over all characters), so that the same names are offered.
/// </summary>
internal static class CloseNames
{
    /// <summary>Names at least this similar are offered.</summary>
    private const double Cutoff = 0.6;

    /// <summary>At most three names, the most similar of <paramref name="names"/>, in alphabetical order.</summary>
    public static IReadOnlyList<string> Find(string word, IEnumerable<string> names) =>
        [
            .. names
                .Select(name => (Name: name, Ratio: Ratio(word, name)))
                .Where(pair => pair.Ratio >= Cutoff)
                .OrderByDescending(pair => pair.Ratio)
                .ThenByDescending(pair => pair.Name, StringComparer.Ordinal)
                .Take(3)
                .Select(pair => pair.Name)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The most similar of <paramref name="names"/>, or null when none is similar.</summary>
    public static string? Nearest(string word, IEnumerable<string> names)
    {
        var best = names.Select(name => (Name: name, Ratio: Ratio(word, name))).MaxBy(pair => pair.Ratio);
        return best.Ratio >= Cutoff ? best.Name : null;
    }

    private static double Ratio(string a, string b) => a.Length + b.Length == 0 ? 1 : 2.0 * Matching(b, a) / (a.Length + b.Length);

    private static int Matching(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var (startA, startB, length) = (0, 0, 0);
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
            {
                var n = 0;
                while (i + n < a.Length && j + n < b.Length && a[i + n] == b[j + n])
                {
                    n++;
                }
                if (n > length)
                {
                    (startA, startB, length) = (i, j, n);
                }
            }
        }
        return length == 0 ? 0 : length + Matching(a[..startA], b[..startB]) + Matching(a[(startA + length)..], b[(startB + length)..]);
    }
}
