using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sluice.Configuration;
using Sluice.Hosting.Requests;
using Sluice.Observability;

namespace Sluice.Hosting;

/// <summary>The HTTP server: it listens, hands every request to the pipeline, and drains when it is told to stop.</summary>
internal sealed class Server : IAsyncDisposable
{
    /// <summary>What running requests get to finish where nothing else is set.</summary>
    internal static readonly TimeSpan Drain = TimeSpan.FromSeconds(25);

    /// <summary>What a caller gets to send the head of a request.</summary>
    internal static readonly TimeSpan HeadTime = TimeSpan.FromSeconds(30);

    /// <summary>Headers of a request where nothing else is set.</summary>
    internal const int Headers = 1000;

    private readonly WebApplication application;
    private readonly RequestLog log;
    private readonly IdleMemory memory;

    private Server(WebApplication application, RequestLog log, IdleMemory memory)
    {
        this.application = application;
        this.log = log;
        this.memory = memory;
    }

    /// <summary>Where it listens, e.g. <c>http://127.0.0.1:5000</c>.</summary>
    public IReadOnlyCollection<string> Addresses => [.. application.Urls];

    /// <summary>Starts to listen.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="house">The rooms.</param>
    /// <param name="output">Where request lines go.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="IOException">The address is taken.</exception>
    /// <exception cref="SocketException">The host name is unknown.</exception>
    public static async Task<Server> StartAsync(Settings settings, Composition house, Stream output, TimeProvider clock)
    {
        // A fixed content root without reload: the default watches the whole working folder.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(settings.Log.Level);
        builder.Logging.AddProvider(new LineLogProvider(Console.OpenStandardError(), clock));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // What stops a start is told once, by the command.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.Limits.GracefulShutdown ?? Drain);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseSockets(sockets => sockets.Backlog = settings.Listen.Backlog);
        var addresses = await AddressesAsync(settings.Listen);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, settings, addresses));
        var application = builder.Build();
        var log = new RequestLog(output);
        var pipeline = house.Pipeline(settings, log, application.Services.GetRequiredService<ILogger<RequestPipeline>>(), clock);
        application.Run(pipeline.HandleAsync);
        try
        {
            await application.StartAsync();
        }
        catch
        {
            await application.DisposeAsync();
            await log.DisposeAsync();
            throw;
        }
        return new Server(application, log, new IdleMemory(() => pipeline.Requests, clock));
    }

    /// <summary>Completes when a signal told the server to stop and running requests are done.</summary>
    public Task WaitForShutdownAsync() => application.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await memory.DisposeAsync();
        await application.DisposeAsync();
        await log.DisposeAsync();
    }

    private static async Task<IReadOnlyList<IPAddress>> AddressesAsync(ListenSettings listen) =>
        listen.UnixSocket is not null ? []
        : listen.Host.Length == 0 ? [IPAddress.IPv6Any]
        : IPAddress.TryParse(listen.Host, out var address) ? [address]
        : [.. (await Dns.GetHostAddressesAsync(listen.Host)).Distinct()];

    private static void Configure(KestrelServerOptions kestrel, Settings settings, IReadOnlyList<IPAddress> addresses)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.KeepAliveTimeout = settings.Limits.KeepAlive;
        kestrel.Limits.RequestHeadersTimeout = HeadTime;
        kestrel.Limits.MaxRequestHeadersTotalSize = settings.Limits.RequestHeadBytes;
        kestrel.Limits.MaxRequestLineSize = settings.Limits.RequestHeadBytes;
        kestrel.Limits.MaxRequestHeaderCount = settings.Limits.HeaderCount ?? Headers;
        kestrel.Limits.MaxRequestBufferSize = Math.Max(1024 * 1024, settings.Limits.RequestHeadBytes);
        if (settings.Listen.UnixSocket is { } socket)
        {
            kestrel.ListenUnixSocket(socket, listener => listener.Protocols = HttpProtocols.Http1);
        }
        foreach (var address in addresses)
        {
            kestrel.Listen(address, settings.Listen.Port, listener => listener.Protocols = HttpProtocols.Http1);
        }
    }
}
