namespace Sluice.Identity.Passwords;

/// <summary>The passwords of MLflow's accounts. An unknown user costs what a wrong password costs.</summary>
internal sealed class AccountPasswords(CredentialStore store, HashLane lane) : IPasswordCheck
{
    /// <inheritdoc/>
    public async ValueTask<PasswordVerdict> CheckAsync(string name, string password, PasswordVerdict? known)
    {
        var account = await store.FindAsync(name, CancellationToken.None);
        var hash = account?.PasswordHash ?? PasswordHash.Dummy;
        var matches =
            known?.Evidence == hash
                ? known.Principal is not null
                : await lane.RunAsync(() => PasswordHash.Verify(hash, password)) && !PublishedPasswords.All.Contains(password);
        return new PasswordVerdict(matches && account is not null ? new Principal(account.Id, account.Name, account.IsAdmin) : null, hash);
    }
}
