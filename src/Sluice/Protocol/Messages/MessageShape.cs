using System.Text.Json;

namespace Sluice.Protocol.Messages;

/// <summary>
/// The fields of a message, in the order in which they are checked. One instance serves all requests; it binds JSON bodies and query
/// strings to the same message object. Source: docs/protocol.md, "Names".
/// </summary>
internal sealed class MessageShape<TMessage>
    where TMessage : class, new()
{
    /// <summary>What was given is kept as a bit a field.</summary>
    private const int MostFields = 64;

    private readonly Field<TMessage>[] fields;

    /// <param name="declare">Adds the fields, a line each.</param>
    public MessageShape(Action<FieldList<TMessage>> declare)
    {
        var list = new FieldList<TMessage>();
        declare(list);
        fields = list.All;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fields.Length, MostFields, nameof(declare));
    }

    /// <summary>The fields.</summary>
    public IReadOnlyList<Field<TMessage>> Fields => fields;

    /// <summary>Reads an object; the reader stands on its opening brace and is left on its closing one.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="message">A fresh message.</param>
    /// <param name="path">Where the message stands in the request.</param>
    /// <param name="parts">What the request's path holds; null for a nested message.</param>
    /// <returns>The first problem in the order of the fields, or null.</returns>
    public MlflowException? Read(ref Utf8JsonReader reader, TMessage message, FieldPath path, PathParts? parts = null)
    {
        var (inPath, found) = ReadParts(parts ?? PathParts.None, message);
        ulong snake = 0;
        ulong camel = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (index, isCamel) = Find(ref reader);
            reader.Read();
            if (index < 0 || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
                continue;
            }
            var bit = 1UL << index;
            var again = (((isCamel ? camel : snake) | inPath) & bit) != 0;
            var before = again ? fields[index].AsText(message) : null;
            _ = isCamel ? camel |= bit : snake |= bit;
            if (ReadField(ref reader, fields[index], message, path) is { } problem)
            {
                (found ??= new MlflowException?[fields.Length])[index] = problem;
            }
            if (again && (before is null || before != fields[index].AsText(message)))
            {
                (found ??= new MlflowException?[fields.Length])[index] = FieldProblems.Contradiction($"{path}{fields[index].Name}");
            }
        }
        for (var i = 0; i < fields.Length; i++)
        {
            var bit = 1UL << i;
            if ((snake & camel & bit) != 0)
            {
                return FieldProblems.BothSpellings(fields[i].Name, fields[i].CamelName);
            }
        }
        return FirstProblem(message, found, snake | inPath, snake | camel | inPath, path);
    }

    /// <summary>Reads a request that gives no field but those of its path.</summary>
    /// <returns>The first problem in the order of the fields, or null.</returns>
    public MlflowException? Read(TMessage message, PathParts parts)
    {
        var (inPath, found) = ReadParts(parts, message);
        return FirstProblem(message, found, inPath, inPath, FieldPath.Root);
    }

    /// <summary>Reads a query string's parameters, and the parts of the path.</summary>
    /// <returns>The first problem in the order of the fields, or null.</returns>
    public MlflowException? ReadQuery(IReadOnlyDictionary<string, List<string>> query, TMessage message, PathParts parts)
    {
        var found = new MlflowException?[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            var inQuery = query.GetValueOrDefault(fields[i].Name);
            var values = parts.Of(fields[i].Name) is { } part ? [part, .. inQuery ?? []] : inQuery;
            if (values is not null)
            {
                ReadValues(values, i, message, found);
            }
        }
        return FirstProblem(message, found, ulong.MaxValue, ulong.MaxValue, FieldPath.Root);
    }

    /// <summary>Whether another reading of the same request names something differently: the first such field, or null.</summary>
    public string? Contradiction(TMessage one, TMessage other) =>
        fields.FirstOrDefault(field => field.AsText(one) is { } text && field.AsText(other) is { } second && text != second)?.Name;

    /// <summary>Reads what the path holds.</summary>
    /// <returns>The fields that it gives, a bit each, and what is wrong with them.</returns>
    private (ulong InPath, MlflowException?[]? Problems) ReadParts(PathParts parts, TMessage message)
    {
        if (parts.Values.Count == 0)
        {
            return (0, null);
        }
        ulong given = 0;
        var found = new MlflowException?[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            if (parts.Of(fields[i].Name) is { } part)
            {
                given |= 1UL << i;
                ReadValues([part], i, message, found);
            }
        }
        return (given, found);
    }

    /// <summary>Takes the texts that a request gives for a field; they must not differ.</summary>
    private void ReadValues(List<string> values, int i, TMessage message, MlflowException?[] found)
    {
        try
        {
            fields[i].ReadQuery(values, message);
            if (fields[i].AsText(message) is not null && values.Exists(value => value != values[0]))
            {
                found[i] = FieldProblems.Contradiction(fields[i].Name);
            }
        }
        catch (WrongTypeException)
        {
            found[i] = FieldProblems.WrongType(fields[i].Name, JsonValue.Of(values[0]));
        }
        catch (MlflowException problem)
        {
            found[i] = problem;
        }
    }

    /// <param name="message">The message.</param>
    /// <param name="found">What was found while the fields were read.</param>
    /// <param name="snake">Fields that were given in snake case, in which alone a required one counts.</param>
    /// <param name="given">Fields that were given in any spelling.</param>
    /// <param name="path">Where the message stands in the request.</param>
    private MlflowException? FirstProblem(TMessage message, MlflowException?[]? found, ulong snake, ulong given, FieldPath path)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (found?[i] is { } problem)
            {
                return problem;
            }
            var field = fields[i];
            if (!field.IsRequired)
            {
                continue;
            }
            // The field under its old name comes next.
            var isThere = (snake & (1UL << i)) != 0 || (field.UnderOldName is not null && (given & (1UL << (i + 1))) != 0);
            if (!isThere || (!field.MayBeEmpty && field.IsEmpty(message)))
            {
                return FieldProblems.Missing($"{path}{field.Name}");
            }
        }
        return null;
    }

    private static MlflowException? ReadField(ref Utf8JsonReader reader, Field<TMessage> field, TMessage message, FieldPath path)
    {
        var start = reader;
        try
        {
            return field.Read(ref reader, message, path);
        }
        catch (WrongTypeException)
        {
            reader = start;
            return FieldProblems.WrongType($"{path}{field.Name}", JsonValue.Of(ref reader));
        }
        catch (MlflowException problem)
        {
            reader = start;
            reader.Skip();
            return problem;
        }
    }

    private (int Index, bool IsCamel) Find(ref Utf8JsonReader reader)
    {
        try
        {
            for (var i = 0; i < fields.Length; i++)
            {
                if (reader.ValueTextEquals(fields[i].Utf8Name))
                {
                    return (i, false);
                }
                if (fields[i].Utf8CamelName.Length != fields[i].Utf8Name.Length && reader.ValueTextEquals(fields[i].Utf8CamelName))
                {
                    return (i, true);
                }
            }
        }
        catch (InvalidOperationException)
        {
            // A name that is not valid Unicode names none of the fields.
        }
        return (-1, false);
    }
}

/// <summary>The message of a route that asks for nothing.</summary>
internal sealed class NoFields
{
    /// <summary>No field.</summary>
    public static readonly MessageShape<NoFields> Shape = new(_ => { });
}
