namespace SocialCommerce.Kernel.Locking;

/// <summary>What is locked by a name that a caller chose.</summary>
public enum NamedLock
{
    /// <summary>Everything that makes or looks for the order with an id.</summary>
    Order = 1,

    /// <summary>Everything that makes or looks for the event with an id that may wait for its order.</summary>
    Reference,

    /// <summary>A project.</summary>
    Project,

    /// <summary>An idempotency key of an operation.</summary>
    IdempotencyKey,
}
