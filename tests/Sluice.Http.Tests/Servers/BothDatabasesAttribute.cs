using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Sluice.Http.Tests.Servers;

/// <summary>Runs a theory once on SQLite and once on PostgreSQL; <paramref name="more"/> follow the database as further arguments.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class BothDatabasesAttribute(params object?[] more) : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        TheoryDataRow[] rows = [.. Enum.GetValues<DatabaseKind>().Select(kind => new TheoryDataRow([kind, .. more]))];
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(rows);
    }

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
