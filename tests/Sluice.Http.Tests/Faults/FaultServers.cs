using Sluice.Http.Tests.Servers;

namespace Sluice.Http.Tests.Faults;

/// <summary>Servers as they start by default, for the tests of one class.</summary>
public sealed class FaultServers() : SharedServers;
