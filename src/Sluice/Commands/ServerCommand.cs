using System.Net.Sockets;
using Sluice.Configuration;
using Sluice.Configuration.Arguments;
using Sluice.Configuration.Reports;
using Sluice.Hosting;
using Sluice.Storage;
using Sluice.Storage.Schema;

namespace Sluice.Commands;

/// <summary><c>sluice server</c>: opens the databases, listens, and serves until a signal comes.</summary>
internal static class ServerCommand
{
    /// <summary>Serves.</summary>
    /// <returns>The exit status: 0 after a signal, 1 when the start failed.</returns>
    public static async Task<int> RunAsync(ParsedCommand command, TextWriter output, TextWriter errors)
    {
        var settings = command.Settings!;
        foreach (var notice in command.Notices)
        {
            (notice.Stream == NoticeStream.Out ? output : errors).WriteLine(notice.Text);
        }
        try
        {
            await using var house = await Composition.BuildAsync(settings, errors.WriteLine, TimeProvider.System);
            await using var server = await ListenAsync(command, house);
            Welcome(settings, house, server, output);
            if (await house.FinishAsync() is { } last)
            {
                errors.WriteLine(last);
            }
            await server.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception refused) when (refused is SchemaRefusedException or ListenFailedException)
        {
            return Failed(errors, refused.Message);
        }
        catch (DatabaseUnavailableException unavailable)
        {
            return Failed(errors, $"{unavailable.Message} ({Databases(settings)}) {unavailable.InnerException?.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed(errors, error.Message);
        }
    }

    private static async Task<Server> ListenAsync(ParsedCommand command, Composition house)
    {
        var settings = command.Settings!;
        try
        {
            return await Server.StartAsync(settings, house, Console.OpenStandardOutput(), TimeProvider.System);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw ListenFailedException.Of(error, settings.Listen, command.Resolved);
        }
    }

    private static int Failed(TextWriter errors, string message)
    {
        errors.WriteLine($"Error: {message}");
        return 1;
    }

    private static string Databases(Settings settings) =>
        settings.Accounts is null || settings.Accounts.Database.Uri.Display == settings.Tracking.Uri.Display
            ? settings.Tracking.Uri.Display
            : $"tracking: {settings.Tracking.Uri.Display}, accounts: {settings.Accounts.Database.Uri.Display}";

    /// <summary>Says where the server listens and, once, the password that it made, with an example that works when pasted.</summary>
    private static void Welcome(Settings settings, Composition house, Server server, TextWriter output)
    {
        var address = (server.Addresses.FirstOrDefault() ?? $"unix:{settings.Listen.UnixSocket}") + settings.Listen.StaticPrefix;
        output.WriteLine($"Sluice listens on {address} (Press CTRL+C to quit)");
        if (house.NewAdminPassword is not { } password || settings.Accounts is not { } accounts)
        {
            output.Flush();
            return;
        }
        output.WriteLine(
            $"""

            The administrator's account was made. Its password is shown this once:

                user      {accounts.AdminName}
                password  {password}

            A first run, in Python:

                import os, mlflow
                os.environ.update(MLFLOW_TRACKING_USERNAME="{accounts.AdminName}", MLFLOW_TRACKING_PASSWORD="{password}")
                mlflow.set_tracking_uri("{address}")
                with mlflow.start_run(run_name="first"): mlflow.log_metric("score", 0.9)
                print(mlflow.search_runs(search_all_experiments=True, output_format="list"))

            """
        );
        output.Flush();
    }
}
