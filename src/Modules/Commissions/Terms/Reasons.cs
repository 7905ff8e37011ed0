namespace SocialCommerce.Commissions.Terms;

/// <summary>
/// Why an ancestor gets nothing from a rule, or less
/// (docs/commission-rules.md#explanations-simulations-and-backtests).
/// </summary>
internal static class Reasons
{
    public const string NoPlan = "noPlan";
    public const string NoReferrer = "noReferrer";
    public const string BoundLater = "boundLater";
    public const string NoTier = "noTier";
    public const string Inactive = "inactive";
    public const string BeyondPayDepth = "beyondPayDepth";
    public const string NoRate = "noRate";
    public const string TakenBelow = "takenBelow";
    public const string NoPeer = "noPeer";
    public const string CapReached = "capReached";
    public const string OutOfDates = "outOfDates";
    public const string BudgetReached = "budgetReached";
    public const string BeyondFirstOrders = "beyondFirstOrders";
    public const string BindingTooOld = "bindingTooOld";
    public const string NotBound = "notBound";
    public const string ZeroBase = "zeroBase";
    public const string ProductExcluded = "productExcluded";
    public const string RoundedToZero = "roundedToZero";
    public const string Rejected = "rejected";
    public const string NoHolders = "noHolders";
}
