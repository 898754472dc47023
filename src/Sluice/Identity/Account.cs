namespace Sluice.Identity;

/// <summary>A row of the users' table.</summary>
/// <param name="Id">The number.</param>
/// <param name="Name">The user name, case-sensitive.</param>
/// <param name="PasswordHash">See <see cref="Identity.PasswordHash"/>.</param>
/// <param name="IsAdmin">The admin flag.</param>
internal sealed record Account(long Id, string Name, string PasswordHash, bool IsAdmin);
