using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace Sluice.Observability;

/// <summary>What one request's line says; <paramref name="Refused"/> is why an access rule refused it, or null.</summary>
internal readonly record struct RequestLine(
    DateTimeOffset Time,
    string Method,
    string Route,
    int Status,
    string User,
    double Milliseconds,
    string RequestId,
    string? Refused
);

/// <summary>
/// One line a request, written by a task of its own, so that a slow terminal can't slow a request. When it falls too far behind, lines
/// are left out and their number is said.
/// </summary>
internal sealed class RequestLog : IAsyncDisposable
{
    /// <summary>Lines that may wait.</summary>
    internal const int QueueLength = 16384;

    private readonly Channel<RequestLine> waiting = Channel.CreateBounded<RequestLine>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true }
    );
    private readonly Stream output;
    private readonly Task writing;
    private long left;

    /// <param name="output">Where the lines go.</param>
    public RequestLog(Stream output)
    {
        this.output = output;
        writing = Task.Run(WriteAsync);
    }

    /// <summary>Writes a line.</summary>
    public void Write(in RequestLine line)
    {
        if (!waiting.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref left);
        }
    }

    /// <summary>Writes what waits and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writing;
    }

    private async Task WriteAsync()
    {
        var text = new StringBuilder();
        try
        {
            while (await waiting.Reader.WaitToReadAsync())
            {
                while (text.Length < 65536 && waiting.Reader.TryRead(out var line))
                {
                    Append(text, line);
                }
                if (Interlocked.Exchange(ref left, 0) is > 0 and var lost)
                {
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"{Stamp(DateTimeOffset.Now)} WARNING sluice.request: {lost} lines left out\n"
                    );
                }
                await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()));
                await output.FlushAsync();
                text.Clear();
            }
        }
        catch (IOException)
        {
            // Nobody reads the output any more; the requests go on.
            await foreach (var _ in waiting.Reader.ReadAllAsync()) { }
        }
    }

    private static void Append(StringBuilder text, in RequestLine line)
    {
        text.Append(Stamp(line.Time)).Append(" INFO sluice.request: method=").Append(line.Method).Append(" route=").Append(line.Route);
        text.Append(" status=").Append(line.Status).Append(" user=");
        AppendValue(text, line.User);
        text.Append(CultureInfo.InvariantCulture, $" ms={line.Milliseconds:0.0} id={line.RequestId}");
        if (line.Refused is not null)
        {
            text.Append(" refused=");
            AppendValue(text, line.Refused);
        }
        text.Append('\n');
    }

    private static void AppendValue(StringBuilder text, string value)
    {
        if (value.Length == 0)
        {
            text.Append('-');
            return;
        }
        var plain = value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@');
        if (plain)
        {
            text.Append(value);
            return;
        }
        text.Append('"');
        foreach (var c in value)
        {
            _ =
                c is '"' or '\\' ? text.Append('\\').Append(c)
                : char.IsControl(c) ? text.Append('?')
                : text.Append(c);
        }
        text.Append('"');
    }

    private static string Stamp(DateTimeOffset time) => time.ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);
}
