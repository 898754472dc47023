using System.Collections;
using System.Diagnostics;
using Sluice.Http.Tests.Wire;

namespace Sluice.Http.Tests.Servers;

/// <summary>A server as a process of its own in an empty temporary folder, on a free loopback port, on fresh databases.</summary>
public sealed class SluiceServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan OutputLimit = TimeSpan.FromSeconds(5);
    private readonly bool ownsPlace;
    private readonly Process process;
    private readonly List<string> output = [];

    private SluiceServer(ServerPlace place, bool ownsPlace, int port, ServerLaunch launch, IReadOnlyList<string> program)
    {
        Place = place;
        this.ownsPlace = ownsPlace;
        Port = port;
        var start = new ProcessStartInfo(program[0], [.. program.Skip(1), .. launch.Arguments])
        {
            WorkingDirectory = place.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (name.StartsWith("MLFLOW_", StringComparison.Ordinal) || name.StartsWith("SLUICE_", StringComparison.Ordinal))
            {
                start.Environment.Remove(name);
            }
        }
        foreach (var (name, value) in launch.Environment)
        {
            start.Environment[name] = value;
        }
        process = Process.Start(start) ?? throw new InvalidOperationException($"{program[0]} did not start");
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.Close();
    }

    /// <summary>The loopback port that the server listens on.</summary>
    public int Port { get; }

    /// <summary>The server's working folder, which holds its SQLite files and artifacts.</summary>
    public string Folder => Place.Folder;

    /// <summary>Where the server keeps its things.</summary>
    public ServerPlace Place { get; }

    /// <summary>The number of the server's process.</summary>
    public int ProcessId => process.Id;

    /// <summary>What the server has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return string.Join('\n', output);
            }
        }
    }

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="database">Where it keeps tracking and accounts.</param>
    /// <param name="postgres">The cluster to make databases in.</param>
    /// <param name="options">What differs from the defaults; null is none.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <param name="program">Another program than the one under test.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not answer in time; the message holds what it printed.</exception>
    public static async Task<SluiceServer> Start(
        DatabaseKind database,
        PostgresServer postgres,
        ServerOptions? options,
        CancellationToken cancellation,
        ServerProgram? program = null
    )
    {
        program ??= ServerProgram.UnderTest();
        var place = await ServerPlace.Make(database, postgres, cancellation, program);
        return await Start(place, ownsPlace: true, options ?? new ServerOptions(), program, cancellation);
    }

    /// <summary>Starts a server on what is at a place, beside others or after them. The place stays when the server is disposed.</summary>
    /// <param name="place">Its folder and databases.</param>
    /// <param name="options">What differs from the defaults; null is none.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not answer in time; the message holds what it printed.</exception>
    public static Task<SluiceServer> StartAt(ServerPlace place, ServerOptions? options, CancellationToken cancellation) =>
        Start(place, ownsPlace: false, options ?? new ServerOptions(), ServerProgram.UnderTest(), cancellation);

    private static async Task<SluiceServer> Start(
        ServerPlace place,
        bool ownsPlace,
        ServerOptions options,
        ServerProgram program,
        CancellationToken cancellation
    )
    {
        var port = Loopback.FreePort();
        var iniPath = Path.Combine(place.Folder, $"auth-{port}.ini");
        var launch = ServerLaunch.Plan(options, port, iniPath, place.Tracking, place.Accounts);
        if (launch.Ini is not null)
        {
            await File.WriteAllTextAsync(iniPath, launch.Ini, cancellation);
        }
        var server = new SluiceServer(place, ownsPlace, port, launch, [.. options.Wrapper, program.Path]);
        try
        {
            var up = await Deadline.HoldsWithin(StartLimit, token => server.Answers(options.Health, token), cancellation);
            return up ? server : throw new InvalidOperationException("The server did not answer in time:\n" + server.Output);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends one request on a connection of its own.</summary>
    public Task<RawResponse> Send(RawRequest request, CancellationToken cancellation) => RawHttpClient.Send(Port, request, cancellation);

    /// <summary>Ends the process at once, as a power cut would end it for its callers.</summary>
    public async Task Kill(CancellationToken cancellation)
    {
        Signal.Send(process, Signal.Kill9);
        await process.WaitForExitAsync(cancellation);
    }

    /// <summary>Asks the process to finish what is under way and to leave (SIGTERM); <see cref="Exit"/> waits for it.</summary>
    public void AskToStop() => Signal.Send(process, Signal.Terminate);

    /// <summary>Waits for the end of the process.</summary>
    /// <returns>The exit status.</returns>
    public async Task<int> Exit(CancellationToken cancellation)
    {
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            Signal.SendToTree(process, Signal.Terminate);
            using var limit = new CancellationTokenSource(StopLimit);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        process.Dispose();
        if (ownsPlace)
        {
            Place.Dispose();
        }
    }

    private async Task<bool> Answers(string path, CancellationToken cancellation)
    {
        if (process.HasExited)
        {
            await RestOfOutput(cancellation);
            throw new InvalidOperationException($"The server ended with {process.ExitCode} at its start:\n{Output}");
        }
        try
        {
            return (await Send(new RawRequest("GET", path), cancellation)).Status == 200;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // What a process printed last may still be on its way when it has ended; a child of it may hold the pipe open for ever.
    private async Task RestOfOutput(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(OutputLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested) { }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            lock (output)
            {
                output.Add(line.Data);
            }
        }
    }
}
