namespace Sluice.Configuration;

/// <summary>The stream that a notice belongs on.</summary>
internal enum NoticeStream
{
    /// <summary>Standard output.</summary>
    Out,

    /// <summary>Standard error.</summary>
    Error,
}
