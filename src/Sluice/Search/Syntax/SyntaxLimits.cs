namespace Sluice.Search.Syntax;

/// <summary>How deep and how wide a filter may be, checked before each descent. Source: contract, search-grammar.md section 1.3.</summary>
internal static class SyntaxLimits
{
    private const int Depth = 100;
    private const int Nodes = 10_000;

    /// <summary>Refuses a level that lies too deep.</summary>
    /// <exception cref="SyntaxLimitException">It does.</exception>
    public static void Check(int depth)
    {
        if (depth > Depth)
        {
            throw new SyntaxLimitException();
        }
    }

    /// <summary>Refuses a level that lies too deep or has too many nodes.</summary>
    /// <exception cref="SyntaxLimitException">It does.</exception>
    public static void Check(int depth, int nodes)
    {
        if (depth > Depth || nodes > Nodes)
        {
            throw new SyntaxLimitException();
        }
    }
}
