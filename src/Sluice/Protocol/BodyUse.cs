namespace Sluice.Protocol;

/// <summary>Where an endpoint's message is named.</summary>
internal enum BodyUse
{
    /// <summary>In the query; without one, in a JSON body (GET).</summary>
    Query,

    /// <summary>In a JSON body whose content type must say so (POST, PUT).</summary>
    Json,

    /// <summary>In a JSON body of any content type (PATCH, DELETE).</summary>
    AnyJson,

    /// <summary>In the path alone; the body is a stream of bytes.</summary>
    Stream,
}
