using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Sluice.Http.Tests.Json;

namespace Sluice.Http.Tests.Replay;

/// <summary>Compares a recorded JSON value with a received one by the rules of a pair: placeholders, ignored paths, lists without order.</summary>
public sealed partial class JsonComparer(RecordedPair pair, Variables variables)
{
    private const string Absent = "(absent)";

    /// <summary>Everything that differs.</summary>
    public IReadOnlyList<Difference> Compare(JsonValue expected, JsonValue received)
    {
        var found = new List<Difference>();
        Compare(expected, received, "", found);
        return found;
    }

    private void Compare(JsonValue expected, JsonValue received, string where, List<Difference> found)
    {
        if (where.Length > 0 && Covers(pair.Ignored, where))
        {
            return;
        }
        switch (expected, received)
        {
            case (JsonString { Value: "<int>" or "<number>" or "<string>" or "<any>" } kind, _):
                if (!Fits(kind.Value, received))
                {
                    Add(found, where, expected, received);
                }
                break;
            case (JsonObject want, JsonObject got):
                CompareMembers(want, got, where, found);
                break;
            case (JsonArray want, JsonArray got):
                CompareItems(want.Items, got.Items, where, found);
                break;
            case (JsonString want, JsonString got):
                var filled = variables.Fill(want.Value);
                if (filled != got.Value && SetsInOrder(filled) != SetsInOrder(got.Value))
                {
                    Add(found, where, new JsonString(filled), received);
                }
                break;
            case (JsonNumber want, JsonNumber got):
                if (!SameNumber(want, got))
                {
                    Add(found, where, expected, received);
                }
                break;
            default:
                if (!expected.Equals(received))
                {
                    Add(found, where, expected, received);
                }
                break;
        }
    }

    private void CompareMembers(JsonObject expected, JsonObject received, string where, List<Difference> found)
    {
        var wanted = expected.Members.ToDictionary(member => variables.Fill(member.Key), member => member.Value);
        foreach (var name in wanted.Keys.Union(received.Members.Keys))
        {
            var path = where.Length > 0 ? $"{where}.{name}" : name;
            var want = wanted.GetValueOrDefault(name);
            var got = received.Members.GetValueOrDefault(name);
            if (want is not null && got is not null)
            {
                Compare(want, got, path, found);
            }
            else if (!Covers(pair.Ignored, path))
            {
                found.Add(new Difference(path, want?.ToString() ?? Absent, got?.ToString() ?? Absent));
            }
        }
    }

    private void CompareItems(IReadOnlyList<JsonValue> expected, IReadOnlyList<JsonValue> received, string where, List<Difference> found)
    {
        if (expected.Count != received.Count)
        {
            found.Add(new Difference(where + ".length", $"{expected.Count}", $"{received.Count}"));
            return;
        }
        if (!Covers(pair.Unordered, where))
        {
            for (var i = 0; i < expected.Count; i++)
            {
                Compare(expected[i], received[i], $"{where}.{i}", found);
            }
            return;
        }
        var rest = received.ToList();
        for (var i = 0; i < expected.Count; i++)
        {
            var path = $"{where}.{i}";
            var hit = rest.FindIndex(item => IsEqual(expected[i], item, path));
            if (hit < 0)
            {
                found.Add(new Difference(path, expected[i].ToString(), "(no equal element)"));
            }
            else
            {
                rest.RemoveAt(hit);
            }
        }
    }

    private bool IsEqual(JsonValue expected, JsonValue received, string where)
    {
        var found = new List<Difference>();
        Compare(expected, received, where, found);
        return found.Count == 0;
    }

    private static void Add(List<Difference> found, string where, JsonValue expected, JsonValue received) =>
        found.Add(new Difference(where, expected.ToString(), received.ToString()));

    private static bool Fits(string kind, JsonValue value) =>
        kind switch
        {
            "<int>" => value is JsonNumber { IsInteger: true },
            "<number>" => value is JsonNumber,
            "<string>" => value is JsonString,
            _ => true,
        };

    // Integers are compared exactly, whatever their size; anything else as the double that a client reads.
    private static bool SameNumber(JsonNumber expected, JsonNumber received)
    {
        if (expected.IsInteger && received.IsInteger)
        {
            return BigInteger.Parse(expected.Spelling, CultureInfo.InvariantCulture)
                == BigInteger.Parse(received.Spelling, CultureInfo.InvariantCulture);
        }
        var want = double.Parse(expected.Spelling, CultureInfo.InvariantCulture);
        var got = double.Parse(received.Spelling, CultureInfo.InvariantCulture);
        return want == got || (double.IsNaN(want) && double.IsNaN(got));
    }

    private static bool Covers(IReadOnlyList<string> patterns, string path)
    {
        var steps = path.Split('.');
        return patterns.Any(pattern =>
        {
            var wanted = pattern.Split('.');
            return wanted.Length == steps.Length && wanted.Zip(steps).All(step => step.First == "*" || step.First == step.Second);
        });
    }

    // A set inside a message, as Python prints it: its order means nothing.
    private static string SetsInOrder(string text) =>
        PythonSet().Replace(text, match => "{" + string.Join(", ", match.Groups[1].Value.Split(", ").Order(StringComparer.Ordinal)) + "}");

    [GeneratedRegex(@"\{('[^{}]*')\}")]
    private static partial Regex PythonSet();
}
