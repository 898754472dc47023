using System.Text;
using Sluice.Protocol;

namespace Sluice.Search.Syntax;

/// <summary>
/// One element of <c>order_by</c>: a key and a direction. Source: contract, search-grammar.md section 4.1.
/// </summary>
/// <param name="Key">The key; like a field of a filter.</param>
/// <param name="Descending">Whether the direction is DESC.</param>
internal sealed record OrderText(string Key, bool Descending)
{
    /// <summary>Reads an element.</summary>
    /// <exception cref="MlflowException">It has another shape, or the direction is none.</exception>
    public static OrderText Read(string element)
    {
        var text = NodeText(element) ?? throw Unparsed(element);
        var words = Words(text.Replace('`', '"')) ?? throw Unparsed(element);
        if (words.Count > 2)
        {
            throw Unparsed(element);
        }
        if (words.Count < 2)
        {
            return new OrderText(text, false);
        }
        return words[1].ToLowerInvariant() switch
        {
            "asc" => new OrderText(words[0], false),
            "desc" => new OrderText(words[0], true),
            _ => throw MlflowException.Invalid($"Invalid ordering key in order_by clause '{element}'."),
        };
    }

    private static MlflowException Unparsed(string element) =>
        MlflowException.Invalid($"Invalid order_by clause '{element}'. Could not be parsed.");

    private static string? NodeText(string element)
    {
        if (element.Length == 0 || !FilterText.IsWellFormed(element))
        {
            return null;
        }
        var statement = Statement.Split(element, [.. Lexer.Read(element)]);
        if (statement.Count != 1)
        {
            return null;
        }
        List<Node> nodes;
        try
        {
            nodes = Grouper.Group(element, statement.First.Span).Children;
        }
        catch (SyntaxLimitException)
        {
            return null;
        }
        var isTimestamp = nodes[0].IsToken(TokenKind.Builtin) && nodes[0].Text == "timestamp";
        if (nodes.Count == 1)
        {
            return nodes[0].Group == GroupKind.Identifier || isTimestamp ? nodes[0].Text : null;
        }
        var isOrdered =
            isTimestamp && nodes[^1].IsToken(TokenKind.OrderKeyword) && nodes.Skip(1).SkipLast(1).All(node => node.IsWhiteSpace);
        return isOrdered ? $"timestamp {nodes[^1].Text}" : null;
    }

    // As a shell splits a command line; null when a quote has no end.
    private static List<string>? Words(string text)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case ' ' or '\t' or '\r' or '\n':
                    Finish(words, ref word);
                    break;
                case '\'':
                    var close = text.IndexOf('\'', i + 1);
                    if (close < 0)
                    {
                        return null;
                    }
                    (word ??= new StringBuilder()).Append(text, i + 1, close - i - 1);
                    i = close;
                    break;
                case '"':
                    word ??= new StringBuilder();
                    for (i++; i < text.Length && text[i] != '"'; i++)
                    {
                        i += text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '\\' or '"' ? 1 : 0;
                        word.Append(text[i]);
                    }
                    if (i >= text.Length)
                    {
                        return null;
                    }
                    break;
                case '\\' when i + 1 == text.Length:
                    return null;
                case '\\':
                    (word ??= new StringBuilder()).Append(text[++i]);
                    break;
                default:
                    (word ??= new StringBuilder()).Append(text[i]);
                    break;
            }
        }
        Finish(words, ref word);
        return words;
    }

    private static void Finish(List<string> words, ref StringBuilder? word)
    {
        if (word != null)
        {
            words.Add(word.ToString());
            word = null;
        }
    }
}
