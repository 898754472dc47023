using Sluice.Identity.Epochs;
using Sluice.Storage;

namespace Sluice.Identity.Passwords;

/// <summary>
/// The passwords of MLflow's accounts. An unknown user costs what a wrong password costs. A hash that is weaker than those that are made
/// today is replaced when its password is there to be hashed.
/// </summary>
internal sealed class AccountPasswords(CredentialStore store, AuthEpoch epoch, HashLane lane) : IPasswordCheck
{
    /// <inheritdoc/>
    public async ValueTask<PasswordVerdict> CheckAsync(string name, string password, PasswordVerdict? known)
    {
        var account = MayBeKnown(name) && MayBeKnown(password) ? await store.FindAsync(name, CancellationToken.None) : null;
        var hash = account?.PasswordHash ?? PasswordHash.Dummy;
        if (known is not null && known.Proof.Is(hash))
        {
            return known with { Principal = known.Principal is null ? null : Proven(account, known.Proof) };
        }
        var proof = new PasswordProof(hash);
        var matches = await lane.RunAsync(() => PasswordHash.Verify(hash, password)) && !PublishedPasswords.All.Contains(password);
        if (matches && account is not null && PasswordHash.IsWeak(hash))
        {
            _ = RenewAsync(account, password, proof);
        }
        return new PasswordVerdict(matches ? Proven(account, proof) : null, proof);
    }

    private static Principal? Proven(Account? account, PasswordProof proof) =>
        account is null ? null : new Principal(account.Id, account.Name, account.IsAdmin) { Proof = proof };

    /// <summary>No account has a name or a password with NUL, and PostgreSQL couldn't even be asked for one.</summary>
    private static bool MayBeKnown(string text) => !text.Contains('\0', StringComparison.Ordinal);

    /// <summary>Hashes a password anew, beside the request that brought it. A hash that was replaced meanwhile stays.</summary>
    private async Task RenewAsync(Account account, string password, PasswordProof proof)
    {
        try
        {
            var stronger = await lane.RunAsync(() => PasswordHash.Make(password));
            proof.Renew(stronger);
            await epoch.ChangeAsync(session => CredentialStore.ReplaceHashAsync(session, account, stronger), CancellationToken.None);
        }
        catch (Exception error) when (error is SignInUnavailableException or DatabaseUnavailableException)
        {
            // The old hash serves until a sign-in finds room for a new one.
        }
    }
}
