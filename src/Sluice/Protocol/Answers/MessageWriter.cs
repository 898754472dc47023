using System.Buffers;

namespace Sluice.Protocol.Answers;

/// <summary>The white space of an answer. It means nothing to clients: people read some answers, and pages of many have none.</summary>
internal enum JsonLayout
{
    /// <summary>Each field has a line of its own, with two spaces for each level.</summary>
    Indented,

    /// <summary>None.</summary>
    Compact,

    /// <summary>None, and a line end behind, as routes without protobuf answer.</summary>
    Line,
}

/// <summary>
/// Writes the fields of a message in proto3's JSON mapping as the protocol uses it: a field that isn't set is left out, empty lists
/// are left out, integers are numbers, and doubles that JSON has no number for are texts. Source: docs/protocol.md, "Answers".
/// </summary>
/// <param name="output">Where the JSON goes; <see cref="End"/> gives it the last of it.</param>
/// <param name="layout">Its white space.</param>
internal sealed class MessageWriter(IBufferWriter<byte> output, JsonLayout layout)
{
    /// <summary>Room that is asked for at least (bytes), so that a field seldom has to ask.</summary>
    private const int Ample = 1024;

    private readonly bool indented = layout == JsonLayout.Indented;
    private Memory<byte> room;
    private int used;
    private int depth;
    private bool isFirst = true;

    /// <summary>Text that is set when it isn't null.</summary>
    public void Text(ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
        {
            return;
        }
        Name(name);
        Write(value);
    }

    /// <summary>A list of texts; left out when empty.</summary>
    public void Texts(ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }
        BeginList(name);
        for (var i = 0; i < values.Count; i++)
        {
            Advance(Next(Room(LongestNext)));
            Write(values[i]);
        }
        EndList();
    }

    /// <summary>A field that is null, where the protocol wants it said.</summary>
    public void Null(ReadOnlySpan<byte> name)
    {
        Name(name);
        Append("null"u8);
    }

    /// <summary>An integer that is set when it isn't null.</summary>
    public void Integer(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            Name(name);
            Advance(JsonText.Write(number, Room(JsonText.LongestNumber)));
        }
    }

    /// <summary>A boolean that is set when it isn't null.</summary>
    public void Boolean(ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } truth)
        {
            Name(name);
            Append(truth ? "true"u8 : "false"u8);
        }
    }

    /// <summary>A double.</summary>
    public void Real(ReadOnlySpan<byte> name, double value)
    {
        Name(name);
        Advance(JsonText.Write(value, Room(JsonText.LongestNumber)));
    }

    /// <summary>A double, not-a-number as the bare word that JSON doesn't know: one old route answers so.</summary>
    public void BareReal(ReadOnlySpan<byte> name, double value)
    {
        if (!double.IsNaN(value))
        {
            Real(name, value);
            return;
        }
        Name(name);
        Append("NaN"u8);
    }

    /// <summary>A message inside the message.</summary>
    public void Message<T>(ReadOnlySpan<byte> name, T value, Action<MessageWriter, T> write)
    {
        Name(name);
        Open((byte)'{');
        write(this, value);
        Close((byte)'}');
    }

    /// <summary>A list of messages; left out when empty.</summary>
    public void Messages<T>(ReadOnlySpan<byte> name, IReadOnlyList<T> values, Action<MessageWriter, T> write)
    {
        if (values.Count == 0)
        {
            return;
        }
        BeginList(name);
        for (var i = 0; i < values.Count; i++)
        {
            Element(values[i], write);
        }
        EndList();
    }

    /// <summary>Begins a list of messages, of which each comes as an <see cref="Element"/>.</summary>
    public void BeginList(ReadOnlySpan<byte> name)
    {
        Name(name);
        Open((byte)'[');
    }

    /// <summary>The next message of a list.</summary>
    public void Element<T>(T value, Action<MessageWriter, T> write)
    {
        Advance(Next(Room(LongestNext)));
        Open((byte)'{');
        write(this, value);
        Close((byte)'}');
    }

    /// <summary>Ends a list of messages.</summary>
    public void EndList() => Close((byte)']');

    /// <summary>Begins the message that is the whole answer.</summary>
    public void Begin() => Open((byte)'{');

    /// <summary>Ends the message that is the whole answer, and hands everything over.</summary>
    public void End()
    {
        Close((byte)'}');
        if (layout == JsonLayout.Line)
        {
            Append("\n"u8);
        }
        output.Advance(used);
        room = default;
        used = 0;
    }

    private void Write(string value)
    {
        for (var rest = value.AsSpan(); ; )
        {
            // A piece is never so long that its room couldn't be had in one go.
            var piece = JsonText.Piece(rest);
            var into = Room(JsonText.MostBytes(piece.Length) + 2);
            var length = 0;
            if (rest.Length == value.Length)
            {
                into[length++] = (byte)'"';
            }
            length += JsonText.Write(piece, into[length..]);
            rest = rest[piece.Length..];
            if (rest.IsEmpty)
            {
                into[length++] = (byte)'"';
                Advance(length);
                return;
            }
            Advance(length);
        }
    }

    private int LongestNext => 2 + 2 * depth;

    private void Name(ReadOnlySpan<byte> name)
    {
        var into = Room(LongestNext + name.Length + 4);
        var length = Next(into);
        into[length++] = (byte)'"';
        name.CopyTo(into[length..]);
        length += name.Length;
        into[length++] = (byte)'"';
        into[length++] = (byte)':';
        if (indented)
        {
            into[length++] = (byte)' ';
        }
        Advance(length);
    }

    private void Open(byte bracket)
    {
        Room(1)[0] = bracket;
        Advance(1);
        depth++;
        isFirst = true;
    }

    private void Close(byte bracket)
    {
        depth--;
        var into = Room(LongestNext + 1);
        var length = indented && !isFirst ? NewLine(into) : 0;
        into[length++] = bracket;
        Advance(length);
        isFirst = false;
    }

    /// <summary>Writes what stands before a field or an element; gives the number of bytes.</summary>
    private int Next(Span<byte> into)
    {
        var length = 0;
        if (!isFirst)
        {
            into[length++] = (byte)',';
        }
        isFirst = false;
        return indented ? length + NewLine(into[length..]) : length;
    }

    private int NewLine(Span<byte> into)
    {
        into[0] = (byte)'\n';
        into.Slice(1, 2 * depth).Fill((byte)' ');
        return 1 + 2 * depth;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Advance(bytes.Length);
    }

    // A method, because Room may change what was used: += would read it before.
    private void Advance(int count) => used += count;

    /// <summary>Where the next bytes go.</summary>
    private Span<byte> Room(int size)
    {
        if (room.Length - used < size)
        {
            output.Advance(used);
            room = output.GetMemory(Math.Max(size, Ample));
            used = 0;
        }
        return room.Span[used..];
    }
}
