namespace Sluice.Tests.Search;

/// <summary>A run made at random.</summary>
internal sealed record MadeRun(
    string User,
    Dictionary<string, double> Metrics,
    Dictionary<string, string> Parameters,
    Dictionary<string, string> Tags
)
{
    public void Insert(SearchDatabase database, int number)
    {
        var id = number.ToString();
        database.Execute(
            """
            INSERT INTO runs (run_uuid, user_id, status, start_time, lifecycle_stage, experiment_id)
            VALUES (@p0, @p1, 'FINISHED', 5, 'active', 1)
            """,
            id,
            User
        );
        foreach (var (key, value) in Metrics)
        {
            database.Execute(
                "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES (@p0, @p1, 1, 0, @p2, @p3)",
                key,
                double.IsNaN(value) ? 0 : value,
                double.IsNaN(value),
                id
            );
        }
        foreach (var (key, value) in Parameters)
        {
            database.Execute("INSERT INTO params (key, value, run_uuid) VALUES (@p0, @p1, @p2)", key, value, id);
        }
        foreach (var (key, value) in Tags)
        {
            database.Execute("INSERT INTO tags (key, value, run_uuid) VALUES (@p0, @p1, @p2)", key, value, id);
        }
    }
}
