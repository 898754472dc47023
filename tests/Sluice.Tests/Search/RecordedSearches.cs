namespace Sluice.Tests.Search;

/// <summary>The recorded data set in a database, and the searches over it. Searches don't change it, so that tests share one.</summary>
public sealed class RecordedSearches : IDisposable
{
    private readonly Dictionary<string, SearchExample> examples;

    public RecordedSearches()
    {
        Database = RecordedData.Load();
        examples = SearchExample.Of("runs", Database).Concat(SearchExample.Of("experiments", Database)).ToDictionary(example => example.Id);
    }

    internal SearchDatabase Database { get; }

    /// <summary>The searches of an entity that are about more than the types of the request's fields.</summary>
    internal IEnumerable<SearchExample> Of(string entity) =>
        examples.Values.Where(example => example.Id.StartsWith(entity + "-") && !example.IsAboutTheMessage);

    internal SearchExample this[string id] => examples[id];

    public void Dispose() => Database.Dispose();
}
