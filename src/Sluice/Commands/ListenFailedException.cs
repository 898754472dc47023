using System.Net.Sockets;
using Sluice.Configuration;
using Sluice.Configuration.Sources;

namespace Sluice.Commands;

/// <summary>The server can't listen where its settings say. The message names the place, who wrote it, the reason and what to do.</summary>
internal sealed class ListenFailedException(string message, Exception inner) : Exception(message, inner)
{
    private const int LeastFreePort = 1024;

    /// <summary>States what stopped a listener.</summary>
    /// <param name="error">What the runtime said.</param>
    /// <param name="listen">Where the server should listen.</param>
    /// <param name="resolved">All settings with their origins.</param>
    public static ListenFailedException Of(Exception error, ListenSettings listen, IReadOnlyList<ResolvedValue> resolved)
    {
        var place = listen.UnixSocket is { } socket
            ? $"the Unix socket {socket}{From("uds")}"
            : $"{listen.Host}{From("host")} port {listen.Port}{From("port")}";
        var reason = listen.UnixSocket is { } path ? OfSocket(error, path) : OfAddress(error, listen.Port);
        return new ListenFailedException($"Can't listen on {place}: {reason}", error);

        string From(string key) =>
            resolved.FirstOrDefault(value => value.Key == key)?.Origin is { Kind: not OriginKind.Default } origin
                ? $" (from {origin})"
                : " (the default)";
    }

    private static string OfAddress(Exception error, int port) =>
        Code(error) switch
        {
            SocketError.AddressAlreadyInUse => "address already in use. Stop the process that listens there, or choose another --port.",
            SocketError.AddressNotAvailable =>
                "this machine has no such address. Choose a --host that it has, or 0.0.0.0 for every IPv4 interface.",
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                "the host name is unknown. Correct --host, or write an address.",
            SocketError.AddressFamilyNotSupported => "this machine doesn't speak IPv6. Choose an IPv4 address as --host.",
            SocketError.AccessDenied when port < LeastFreePort =>
                $"permission denied: ports below {LeastFreePort} are for privileged processes. Choose another --port, with a proxy in front.",
            SocketError.AccessDenied => "permission denied. Choose another --port, or allow the process to listen.",
            _ => error.Message,
        };

    private static string OfSocket(Exception error, string path)
    {
        var folder = Path.GetDirectoryName(path);
        return Code(error) switch
        {
            // The system's "no such file" arrives as an address that isn't available.
            SocketError.AddressNotAvailable when !Directory.Exists(folder) =>
                $"there is no folder {folder}. Make it, or choose another path.",
            SocketError.AddressAlreadyInUse =>
                "the path is taken already. Stop the process that listens there; where none does, remove the file.",
            SocketError.AccessDenied => $"permission denied. Allow the process to write the folder {folder}, or choose another path.",
            _ => $"no socket can be made there. ({error.Message})",
        };
    }

    /// <summary>The system's code; Kestrel wraps that of an address in use.</summary>
    private static SocketError? Code(Exception? error) =>
        error switch
        {
            null => null,
            SocketException socket => socket.SocketErrorCode,
            _ => Code(error.InnerException),
        };
}
