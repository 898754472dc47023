using System.Diagnostics;

namespace Sluice.Http.Tests.Faults;

/// <summary>A file system of a few megabytes in memory, mounted on a folder, that a test can fill.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int Megabytes = 16;
    private readonly string folder;

    private SmallDisk(string folder) => this.folder = folder;

    private string Ballast => Path.Combine(folder, "ballast");

    /// <summary>Mounts one; null where this process may not mount.</summary>
    public static async Task<SmallDisk?> Mount(string folder, CancellationToken cancellation) =>
        await Run("mount", ["-t", "tmpfs", "-o", $"size={Megabytes}m", "sluice-test", folder], cancellation) ? new SmallDisk(folder) : null;

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        var block = new byte[4096];
        try
        {
            using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Empty() => File.Delete(Ballast);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Run("umount", ["--lazy", folder], CancellationToken.None);

    private static async Task<bool> Run(string program, string[] arguments, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
