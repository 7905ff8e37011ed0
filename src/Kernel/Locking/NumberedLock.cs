namespace SocialCommerce.Kernel.Locking;

/// <summary>What is locked by a number that the product gave: of a shop, or of a customer.</summary>
public enum NumberedLock
{
    /// <summary>
    /// By shop. Every transaction that may write shares it, before it reads the clock; the close of a period takes it
    /// exclusively.
    /// </summary>
    Books = 1,

    /// <summary>By shop: a settlement run takes it exclusively; operations that need balances share it.</summary>
    Settlement,

    /// <summary>By shop: one month is closed at a time.</summary>
    Months,

    /// <summary>By shop: booking a hold by an accrual stop shares it; a release takes it exclusively.</summary>
    AccrualStops,

    /// <summary>By shop: one instance runs a shop's nightly compliance scan.</summary>
    ComplianceScan,

    /// <summary>By shop: one tax remittance is booked at a time.</summary>
    TaxRemittances,

    /// <summary>By customer: adding to a tree's sums shares its root; a binding of the root takes it.</summary>
    Root,

    /// <summary>By customer: what a person is owed.</summary>
    Balance,

    /// <summary>By customer: the numbers that a tier depends on.</summary>
    Tier,
}
