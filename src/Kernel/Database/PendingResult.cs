using System.Data.Common;

namespace SocialCommerce.Kernel.Database;

/// <summary>What a statement of a batch will have returned once the batch has run.</summary>
public abstract class PendingResult
{
    internal abstract Task Read(DbDataReader reader, CancellationToken cancel);
}
