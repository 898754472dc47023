using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using Sluice.Protocol.Answers;
using Xunit;

namespace Sluice.Tests.Protocol;

/// <summary>Messages as JSON: what is written is what the platform's own writer writes of the same fields, in ASCII.</summary>
public sealed partial class MessageWriterTests
{
    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.String[Gen.Char["abz AZ09_-.\"\\<>&'+`/\n\t\u007f\u0000é€\ufffd"], 0, 40],
        Gen.String[Gen.Char, 0, 20].Select(static text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))),
        // Longer than what is written in one go, with characters of two units anywhere.
        Gen.Select(
            Gen.Int[0, 5000],
            Gen.OneOf("a", "é", "🙂", "a🙂"),
            static (length, part) => string.Concat(Enumerable.Repeat(part, length))
        )
    );

    private static readonly Gen<Tree> Leaf = Gen.Select(
        Value,
        Gen.OneOf(Gen.Long, Gen.OneOf(0L, long.MinValue, long.MaxValue)),
        Gen.Bool,
        Gen.OneOf(Gen.Double, Gen.OneOf(0.0, -0.0, 1, 1e300, 5e-324, double.NaN, double.PositiveInfinity, double.NegativeInfinity)),
        static (text, number, truth, real) => new Tree(text, number, truth, real, [])
    );

    private static readonly Gen<Tree> Trees = Gen.Recursive<Tree>(
        static (depth, tree) => depth == 4 ? Leaf : Gen.Select(Leaf, tree.Array[0, 3], static (leaf, inner) => leaf with { Inner = inner })
    );

    [Fact]
    public void What_is_written_is_what_the_platform_writes() =>
        Gen.Select(Trees, Gen.Bool)
            .Sample(
                static (tree, indented) =>
                    Assert.Equal(Expected(tree, indented), Written(tree, indented ? JsonLayout.Indented : JsonLayout.Compact)),
                iter: 300
            );

    [Fact]
    public void A_text_reads_back_as_the_same() =>
        Value
            .Array[0, 5]
            .Sample(
                static texts =>
                {
                    var json = Written(
                        writer =>
                        {
                            writer.Text("text"u8, string.Concat(texts));
                            writer.Texts("texts"u8, texts);
                        },
                        JsonLayout.Compact
                    );

                    Assert.True(Ascii.IsValid(json));
                    using var read = JsonDocument.Parse(json);
                    Assert.Equal(string.Concat(texts), read.RootElement.GetProperty("text").GetString());
                    Assert.Equal(
                        texts,
                        read.RootElement.TryGetProperty("texts", out var list)
                            ? [.. list.EnumerateArray().Select(one => one.GetString()!)]
                            : []
                    );
                },
                iter: 300
            );

    [Fact]
    public void Any_text_of_UTF16_units_becomes_JSON_with_half_pairs_replaced() =>
        Gen.String[Gen.Char['\ud7f0', '\ue010'], 0, 2000]
            .Sample(
                static text =>
                {
                    using var read = JsonDocument.Parse(Written(writer => writer.Text("text"u8, text), JsonLayout.Compact));

                    var valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
                    Assert.Equal(valid, read.RootElement.GetProperty("text").GetString());
                },
                iter: 100
            );

    [Fact]
    public void Only_what_JSON_asks_for_is_escaped() =>
        Assert.Equal(
            """{"text":"it's <a href=\"x\">1 + 1 & `2`</a> \\ / \b\t\n\f\r\u0000\u001f\u007f \u00e9\u20ac\ud83d\ude42"}""",
            Written(
                static writer => writer.Text("text"u8, "it's <a href=\"x\">1 + 1 & `2`</a> \\ / \b\t\n\f\r\0\u001f\u007f é€🙂"),
                JsonLayout.Compact
            )
        );

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("""{"text":"a\ufffdb"}""", Written(static writer => writer.Text("text"u8, "a\ud800b"), JsonLayout.Compact));

    [Fact]
    public void A_message_without_fields_is_a_pair_of_braces() => Assert.Equal("{}", Written(static _ => { }, JsonLayout.Indented));

    [Fact]
    public void Routes_without_protobuf_write_one_line_with_null_empty_lists_and_a_bare_NaN() =>
        Assert.Equal(
            """{"none":null,"list":[],"texts":["a","b"],"nan":NaN,"real":1.0}""" + "\n",
            Written(
                static writer =>
                {
                    writer.Null("none"u8);
                    writer.BeginList("list"u8);
                    writer.EndList();
                    writer.Texts("texts"u8, ["a", "b"]);
                    writer.BareReal("nan"u8, double.NaN);
                    writer.BareReal("real"u8, 1);
                },
                JsonLayout.Line
            )
        );

    private static string Written(Tree tree, JsonLayout layout) => Written(writer => Write(writer, tree), layout);

    private static string Written(Action<MessageWriter> write, JsonLayout layout)
    {
        using var buffer = new AnswerBuffer();
        var writer = new MessageWriter(buffer, layout);
        writer.Begin();
        write(writer);
        writer.End();
        return Encoding.UTF8.GetString(buffer.Sent());
    }

    private static void Write(MessageWriter writer, Tree tree)
    {
        writer.Text("absent"u8, null);
        writer.Text("text"u8, tree.Text);
        writer.Integer("number"u8, tree.Number);
        writer.Integer("absent"u8, null);
        writer.Boolean("truth"u8, tree.Truth);
        writer.Real("real"u8, tree.Real);
        writer.Messages("inner"u8, tree.Inner, Write);
        if (tree.Inner is [var first, ..])
        {
            writer.Message("first"u8, first, Write);
        }
        writer.Message("empty"u8, 0, static (_, _) => { });
    }

    private static string Expected(Tree tree, bool indented)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions
        {
            Indented = indented,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            json.WriteStartObject();
            Write(json, tree);
            json.WriteEndObject();
        }
        return InAscii(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    /// <summary>The platform's JSON with everything escaped that isn't ASCII, in small digits.</summary>
    private static string InAscii(string json) =>
        EscapeOrNot()
            .Replace(
                json,
                static match =>
                    match.Value.Length == 1 ? $"\\u{(int)match.Value[0]:x4}"
                    : match.Value[1] == 'u' ? match.Value.ToLowerInvariant()
                    : match.Value
            );

    [GeneratedRegex(@"\\(u[0-9A-F]{4}|.)|[\u007f-\uffff]")]
    private static partial Regex EscapeOrNot();

    private static void Write(Utf8JsonWriter json, Tree tree)
    {
        json.WriteString("text", tree.Text);
        json.WriteNumber("number", tree.Number);
        json.WriteBoolean("truth", tree.Truth);
        json.WritePropertyName("real");
        if (double.IsFinite(tree.Real))
        {
            var text = tree.Real.ToString("R", CultureInfo.InvariantCulture);
            json.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text);
        }
        else
        {
            json.WriteStringValue(
                double.IsNaN(tree.Real) ? "NaN"
                : tree.Real > 0 ? "Infinity"
                : "-Infinity"
            );
        }
        if (tree.Inner.Length > 0)
        {
            json.WriteStartArray("inner");
            foreach (var one in tree.Inner)
            {
                json.WriteStartObject();
                Write(json, one);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartObject("first");
            Write(json, tree.Inner[0]);
            json.WriteEndObject();
        }
        json.WriteStartObject("empty");
        json.WriteEndObject();
    }

    private sealed record Tree(string Text, long Number, bool Truth, double Real, Tree[] Inner);
}
