using System.Globalization;
using System.Numerics;
using System.Text;
using Sluice.Protocol;

namespace Sluice.Search.Syntax;

/// <summary>
/// Reads the literals of Python that a list in a filter may hold: texts, and (so that they can be shown when they are refused) numbers,
/// None, True, False, bytes, tuples, lists and dictionaries. Nothing is evaluated. Source: contract, search-grammar.md section 3.0.
/// </summary>
internal sealed class PythonLiteral(string source)
{
    private const int MaxDepth = 100;
    private int at;
    private int depth;

    /// <summary>Reads a source that is one literal.</summary>
    /// <exception cref="FormatException">It isn't.</exception>
    public static PythonValue Read(string source)
    {
        var reader = new PythonLiteral(source);
        var value = reader.Value();
        reader.SkipSpace();
        return reader.at == source.Length ? value : throw new FormatException("something stands behind the literal");
    }

    private PythonValue Value()
    {
        SkipSpace();
        return Peek() switch
        {
            '(' => Nested(Tuple),
            '[' => Nested(() => Bracketed('[', ']', Value)),
            '{' => Nested(() => Bracketed('{', '}', Pair)),
            '-' or '+' or '.' or (>= '0' and <= '9') => Number(),
            _ => Strings() ?? Word(),
        };
    }

    private PythonValue Nested(Func<PythonValue> read)
    {
        if (++depth > MaxDepth)
        {
            throw new FormatException("the literal is nested too deeply");
        }
        var value = read();
        depth--;
        return value;
    }

    private PythonValue Tuple()
    {
        var items = Items('(', ')', Value, out var comma);
        if (items.Count == 1 && !comma)
        {
            return items[0];
        }
        return PythonValue.Tuple(items);
    }

    private PythonValue Bracketed(char open, char close, Func<PythonValue> read)
    {
        var items = Items(open, close, read, out _);
        return new PythonValue(null, $"{open}{string.Join(", ", items.Select(item => item.Shown))}{close}", null);
    }

    private List<PythonValue> Items(char open, char close, Func<PythonValue> read, out bool comma)
    {
        var items = new List<PythonValue>();
        comma = false;
        Expect(open);
        SkipSpace();
        while (Peek() != close)
        {
            items.Add(read());
            SkipSpace();
            if (Peek() == close)
            {
                break;
            }
            Expect(',');
            comma = true;
            SkipSpace();
        }
        Expect(close);
        return items;
    }

    private PythonValue Pair()
    {
        var key = Value();
        SkipSpace();
        if (Peek() != ':')
        {
            return key;
        }
        at++;
        return new PythonValue(null, $"{key.Shown}: {Value().Shown}", null);
    }

    private PythonValue? Strings()
    {
        StringBuilder? text = null;
        var bytes = false;
        while (true)
        {
            SkipSpace();
            if (PythonString.TryRead(source, at) is not { } piece)
            {
                break;
            }
            if (text != null && bytes != piece.IsBytes)
            {
                throw new FormatException("texts and bytes stand side by side");
            }
            bytes = piece.IsBytes;
            (text ??= new StringBuilder()).Append(piece.Text);
            at = piece.End;
        }
        return text == null ? null
            : bytes ? new PythonValue(null, PythonText.Of(Encoding.Latin1.GetBytes(text.ToString())), null)
            : new PythonValue(text.ToString(), null, null);
    }

    private PythonValue Word()
    {
        var end = Characters.WordEnd(source, at);
        var word = source[at..end];
        at = end;
        return word is "None" or "True" or "False" ? new PythonValue(null, word, null) : throw new FormatException("a name is no literal");
    }

    private PythonValue Number()
    {
        var sign = Peek() == '-' ? "-" : "";
        at += Peek() is '-' or '+' ? 1 : 0;
        var start = at;
        while (at < source.Length && (char.IsAsciiLetterOrDigit(source[at]) || source[at] is '.' or '_' || IsExponentSign()))
        {
            at++;
        }
        var digits = source[start..at];
        if (PythonInteger.TryParse(digits, out BigInteger integer) && char.IsAsciiDigit(digits[0]) && (digits[0] != '0' || integer.IsZero))
        {
            return new PythonValue(null, integer.IsZero ? "0" : sign + integer, null);
        }
        return
            double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var real)
            && digits.IndexOfAny(['.', 'e', 'E']) >= 0
            ? new PythonValue(null, sign + PythonText.Of(real), null)
            : throw new FormatException("this is no number");
    }

    private bool IsExponentSign() => source[at] is '-' or '+' && source[at - 1] is 'e' or 'E';

    private char Peek() => at < source.Length ? source[at] : '\0';

    private void Expect(char c)
    {
        if (Peek() != c)
        {
            throw new FormatException($"'{c}' was expected");
        }
        at++;
    }

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r' or '\f')
        {
            at++;
        }
    }
}
