using System.Diagnostics;
using Npgsql;
using Sluice.Http.Tests.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Sluice.Http.Tests.Servers;

/// <summary>
/// A private PostgreSQL cluster for the tests of this assembly: started when the first test asks, on a free loopback port and a socket in its
/// own temporary folder, stopped by its own process at the end. Its collation is C.UTF-8, and it trusts whoever connects.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly List<string> log = [];
    private DirectoryInfo? folder;
    private Process? process;
    private int port;
    private int databases;

    /// <summary>Makes an empty database.</summary>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>Its address in the form that both MLflow and Sluice read: <c>postgresql://postgres@127.0.0.1:PORT/NAME</c>.</returns>
    public async Task<string> CreateDatabase(CancellationToken cancellation)
    {
        await Start(cancellation);
        var name = $"t{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A name that was made one line above; CREATE DATABASE takes no parameters.
        command.CommandText = $"CREATE DATABASE {name} TEMPLATE template0";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
        return $"postgresql://postgres@127.0.0.1:{port}/{name}";
    }

    /// <summary>Ends PostgreSQL as an operator would who restarts it: connections are cut, what was committed stays.</summary>
    public async Task Stop(CancellationToken cancellation)
    {
        var running = process ?? throw new InvalidOperationException("PostgreSQL was not started");
        Signal.Send(running, Signal.Interrupt);
        await running.WaitForExitAsync(cancellation);
    }

    /// <summary>Starts PostgreSQL again after <see cref="Stop"/>, on the same port and data.</summary>
    public async Task StartAgain(CancellationToken cancellation)
    {
        process!.Dispose();
        await Serve(cancellation);
    }

    /// <summary>The connection string of a database by the address that <see cref="CreateDatabase"/> gave.</summary>
    public string ConnectionStringOf(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return ConnectionString(address[(address.LastIndexOf('/') + 1)..]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            Signal.Send(process, Signal.Interrupt);
            using var limit = new CancellationTokenSource(StopLimit);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
            process.Dispose();
        }
        folder?.Delete(recursive: true);
        gate.Dispose();
    }

    private string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "postgres",
            Database = database,
            Pooling = false,
        }.ConnectionString;

    private async Task Start(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (process is not null)
            {
                return;
            }
            var programs = PostgresPrograms.Folder();
            Assert.SkipWhen(programs is null, "PostgreSQL is not installed: no initdb found (Debian: postgresql)");
            folder = Directory.CreateTempSubdirectory("sluice-postgres-");
            if (Environment.IsPrivilegedProcess)
            {
                await Run("chown", ["postgres", folder.FullName], cancellation);
            }
            var data = Path.Combine(folder.FullName, "data");
            await Run(
                Path.Combine(programs!, "initdb"),
                ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"],
                cancellation,
                asPostgres: true
            );
            port = Loopback.FreePort();
            await Serve(cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task Serve(CancellationToken cancellation)
    {
        process = Launch(
            Path.Combine(PostgresPrograms.Folder()!, "postgres"),
            [
                "-D",
                Path.Combine(folder!.FullName, "data"),
                "-p",
                $"{port}",
                "-k",
                folder.FullName,
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "max_connections=400",
                // The cluster lives as long as the tests: nothing of it must survive the machine.
                "-c",
                "fsync=off",
                "-c",
                "full_page_writes=off",
            ],
            asPostgres: true
        );
        if (!await Deadline.HoldsWithin(StartLimit, Answers, cancellation))
        {
            throw new InvalidOperationException("PostgreSQL did not start:\n" + Log());
        }
    }

    private async Task<bool> Answers(CancellationToken cancellation)
    {
        if (process!.HasExited)
        {
            throw new InvalidOperationException("PostgreSQL ended at its start:\n" + Log());
        }
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
            await connection.OpenAsync(cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task Run(string program, string[] arguments, CancellationToken cancellation, bool asPostgres = false)
    {
        using var running = Launch(program, arguments, asPostgres);
        await running.WaitForExitAsync(cancellation);
        if (running.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {running.ExitCode}:\n{Log()}");
        }
    }

    // PostgreSQL refuses to run as root; setpriv becomes the program, so that the process is PostgreSQL's own.
    private Process Launch(string program, string[] arguments, bool asPostgres)
    {
        string[] command =
            asPostgres && Environment.IsPrivilegedProcess
                ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", program, .. arguments]
                : [program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder!.FullName,
        };
        var running = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start");
        running.OutputDataReceived += Keep;
        running.ErrorDataReceived += Keep;
        running.BeginOutputReadLine();
        running.BeginErrorReadLine();
        return running;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            lock (log)
            {
                log.Add(line.Data);
            }
        }
    }

    private string Log()
    {
        lock (log)
        {
            return string.Join('\n', log.TakeLast(40));
        }
    }
}
