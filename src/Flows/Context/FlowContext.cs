namespace SocialCommerce.Flows.Context;

/// <summary>What every flow works with: the caller's shop, its clock, and the way to the database.</summary>
internal sealed class FlowContext(Db db, Caller caller, TimeProvider time, Idempotency idempotency)
{
    /// <summary>The way to the database.</summary>
    public Db Db => db;

    /// <summary>Who calls.</summary>
    public Caller Caller => caller;

    /// <summary>The caller's shop.</summary>
    public Shop Shop => caller.Shop;

    /// <summary>The machine's clock; a shop's own time comes from its state.</summary>
    public TimeProvider Time => time;

    /// <summary>The request's Idempotency-Key.</summary>
    public Idempotency Idempotency => idempotency;
}
