namespace Sluice.Access.Grants;

/// <summary>The resource that a request acts on: an experiment itself, or something of a tier inside it.</summary>
/// <param name="Type">Kind of the resource that carries grants.</param>
/// <param name="Id">Its id.</param>
/// <param name="Tier">The tier inside it, for a run, trace and so on; null for the resource itself.</param>
internal readonly record struct Target(ResourceType Type, string Id, ResourceType? Tier = null);
