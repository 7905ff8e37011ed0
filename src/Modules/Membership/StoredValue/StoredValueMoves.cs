namespace SocialCommerce.Membership.StoredValue;

/// <summary>The movements of stored value (储值), and its accounts. Principal and bonus never mix.</summary>
internal static class StoredValueMoves
{
    /// <summary>Shop: what customers have paid in, and what was refunded of it.</summary>
    public const string ReceivedAccount = "storedValueReceived";

    /// <summary>Shop: what bonuses cost.</summary>
    public const string GrantedAccount = "storedValueGranted";

    /// <summary>Shop: what orders were paid with.</summary>
    public const string SpentAccount = "storedValueSpent";

    /// <summary>Person: what was paid in and is left; never negative.</summary>
    public const string PrincipalAccount = "storedValuePrincipal";

    /// <summary>Person: what is left of bonuses; never negative.</summary>
    public const string BonusAccount = "storedValueBonus";

    /// <summary>In the order of a chart.</summary>
    public static readonly IReadOnlyList<string> Accounts =
        [ReceivedAccount, GrantedAccount, PrincipalAccount, BonusAccount, SpentAccount];

    public static readonly LedgerMove ToppedUp = new("toppedUp", ReceivedAccount, PrincipalAccount);
    public static readonly LedgerMove BonusGranted = new("bonusGranted", GrantedAccount, BonusAccount);
    public static readonly LedgerMove PrincipalSpent = new("valueSpent", PrincipalAccount, SpentAccount);
    public static readonly LedgerMove BonusSpent = new("valueSpent", BonusAccount, SpentAccount);
    public static readonly LedgerMove PrincipalRefunded = new("valueRefunded", PrincipalAccount, ReceivedAccount);
    public static readonly LedgerMove BonusWithdrawn = new("bonusWithdrawn", BonusAccount, GrantedAccount);
    public static readonly LedgerMove PrincipalReturned = new("valueReturned", SpentAccount, PrincipalAccount);
    public static readonly LedgerMove BonusReturned = new("valueReturned", SpentAccount, BonusAccount);

    /// <summary>Of a claim: out of the guest's accounts.</summary>
    public static readonly LedgerMove PrincipalClaimedFrom = new("claimed", PrincipalAccount, ReceivedAccount);
    public static readonly LedgerMove BonusClaimedFrom = new("claimed", BonusAccount, GrantedAccount);

    /// <summary>Of a claim: into the customer's.</summary>
    public static readonly LedgerMove PrincipalClaimedBy = new("claimed", ReceivedAccount, PrincipalAccount);
    public static readonly LedgerMove BonusClaimedBy = new("claimed", GrantedAccount, BonusAccount);

    public static readonly LedgerMove BonusExpired = new("bonusExpired", BonusAccount, GrantedAccount);
}
