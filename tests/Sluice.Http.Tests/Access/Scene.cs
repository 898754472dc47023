using Sluice.Http.Tests.Json;
using Sluice.Http.Tests.Servers;

namespace Sluice.Http.Tests.Access;

/// <summary>An experiment with a run, a metric, tags and a file, on which the users named after the levels hold just these.</summary>
internal sealed class Scene
{
    /// <summary>The user who owns the level of his name on the experiment of a scene; <c>none</c> has no grant.</summary>
    public static readonly (string Name, string? Level)[] Users =
    [
        ("none", null),
        ("reader", "READ"),
        ("user", "USE"),
        ("editor", "EDIT"),
        ("manager", "MANAGE"),
    ];

    private readonly Caller admin;
    private readonly string name = Guid.NewGuid().ToString("N");
    private string experiment = "";
    private string deleted = "";
    private string run = "";

    private Scene(Caller admin) => this.admin = admin;

    /// <summary>Sets a scene.</summary>
    /// <param name="server">Where its administrator makes it.</param>
    /// <param name="granted">Whether the users get their levels; else they have nothing here.</param>
    public static async Task<Scene> Make(SluiceServer server, bool granted = true)
    {
        var admin = server.Admin();
        var scene = new Scene(admin);
        scene.experiment = await admin.MakeExperiment(scene.name);
        scene.deleted = await admin.MakeExperiment();
        scene.run = await admin.MakeRun(scene.experiment);
        await admin.Done("POST", "experiments/delete", scene.Fill("""{"experiment_id": "{deleted}"}""", "none"));
        await admin.Done(
            "POST",
            "experiments/set-experiment-tag",
            scene.Fill("""{"experiment_id": "{experiment}", "key": "old", "value": "v"}""", "none")
        );
        await admin.Done(
            "POST",
            "runs/log-batch",
            scene.Fill(
                """
                {"run_id": "{run}", "metrics": [{"key": "m", "value": 1, "timestamp": 1, "step": 1}], "tags": [{"key": "old", "value": "v"}]}
                """,
                "none"
            )
        );
        await admin.Done("PUT", scene.Fill("/api/2.0/mlflow-artifacts/artifacts/{experiment}/{run}/artifacts/a.txt", "none"), "file");
        if (!granted)
        {
            return scene;
        }
        await server.Grant([
            .. Users
                .Where(user => user.Level is not null)
                .SelectMany(user => new[] { scene.experiment, scene.deleted }.Select(id => (user.Name, "experiment", id, user.Level!))),
        ]);
        return scene;
    }

    /// <summary>A text with this scene's ids in the place of <c>{experiment}</c>, <c>{deleted}</c>, <c>{run}</c>, <c>{name}</c>, a new name for <c>{new}</c>, and the caller for <c>{self}</c>.</summary>
    public string Fill(string text, string self) =>
        text.Replace("{experiment}", experiment, StringComparison.Ordinal)
            .Replace("{deleted}", deleted, StringComparison.Ordinal)
            .Replace("{run}", run, StringComparison.Ordinal)
            .Replace("{name}", name, StringComparison.Ordinal)
            .Replace("{new}", Guid.NewGuid().ToString("N"), StringComparison.Ordinal)
            .Replace("{self}", self, StringComparison.Ordinal);

    /// <summary>Everything in the scene as an administrator sees it.</summary>
    public async Task<string> Picture()
    {
        var parts = new List<JsonValue>
        {
            await admin.Done("GET", $"experiments/get?experiment_id={experiment}"),
            await admin.Done("GET", $"experiments/get?experiment_id={deleted}"),
            await admin.Done("POST", "runs/search", $$"""{"experiment_ids": ["{{experiment}}"], "run_view_type": "ALL"}"""),
            await admin.Done("GET", $"metrics/get-history?run_id={run}&metric_key=m"),
        };
        var file = await admin.Get($"/api/2.0/mlflow-artifacts/artifacts/{experiment}/{run}/artifacts/a.txt");
        return $"{string.Join('\n', parts)}\n{file.Status} {file.Text}";
    }
}
