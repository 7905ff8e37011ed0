namespace SocialCommerce.Kernel.Locking;

/// <summary>What is locked by a number that the product gave: of a shop, or of a customer.</summary>
public enum NumberedLock
{
    /// <summary>
    /// By shop. Every transaction that may write holds it beside others, before it reads the clock; whoever closes a
    /// period takes it alone.
    /// </summary>
    Books = 1,

    /// <summary>By shop: a settlement run takes it alone; whoever needs balances to stay holds it.</summary>
    Settlement,

    /// <summary>By shop: one month is closed at a time.</summary>
    Months,

    /// <summary>By shop: whoever books a hold by a brake holds it; a release takes it alone.</summary>
    Brakes,

    /// <summary>By shop: one instance looks at a shop's night.</summary>
    Watch,

    /// <summary>By shop: one tax remittance is booked at a time.</summary>
    TaxRemittances,

    /// <summary>By customer: whoever adds to a tree's sums holds its root; a binding of the root takes it.</summary>
    Root,

    /// <summary>By customer: what a person is owed.</summary>
    Balance,

    /// <summary>By customer: the numbers that a tier depends on.</summary>
    Tier,
}
