namespace Sluice.Configuration;

/// <summary>The versions that the product states.</summary>
internal static class Product
{
    /// <summary>Sluice's own version.</summary>
    public const string Version = "0.1.0";

    /// <summary>The version of MLflow whose protocol is served.</summary>
    public const string MlflowVersion = "3.17.2";
}
