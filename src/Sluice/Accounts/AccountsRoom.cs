using Sluice.Access.Grants;
using Sluice.Configuration;
using Sluice.Identity.Epochs;
using Sluice.Identity.Passwords;
using Sluice.Protocol.Routes;
using Sluice.Storage;

namespace Sluice.Accounts;

/// <summary>Users and what was granted to them: their stores and routes, and the first administrator.</summary>
/// <param name="settings">Who the first administrator is.</param>
/// <param name="accounts">The database.</param>
/// <param name="epoch">The accounts' epoch.</param>
/// <param name="lane">Where passwords are hashed.</param>
internal sealed class AccountsRoom(AccountSettings settings, Database accounts, AuthEpoch epoch, HashLane lane)
{
    private readonly UserStore users = new(accounts, new AccountChanges(epoch));

    /// <summary>What becomes of grants when resources of other rooms change.</summary>
    public IResourceGrants Grants { get; } = new GrantStore(new AccountChanges(epoch));

    /// <summary>Makes the first administrator where he is missing.</summary>
    /// <returns>His password when it was made here, to be shown once; else null.</returns>
    public ValueTask<string?> PrepareAsync() => new AdminAccount(users).EnsureAsync(settings.AdminName, settings.AdminPassword?.Reveal());

    /// <summary>What a start does that no request waits for.</summary>
    /// <returns>A sentence for the start's output, or null.</returns>
    public Task<string?> FinishAsync() =>
        new AdminAccount(users).ReplacePublishedAsync(settings.AdminName, settings.AdminPassword?.Reveal());

    /// <summary>Adds the routes.</summary>
    public void AddTo(EndpointTable table) => new UserEndpoints(users, lane).AddTo(table);
}
