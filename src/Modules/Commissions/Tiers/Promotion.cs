namespace SocialCommerce.Commissions.Tiers;

/// <summary>A person who reached a tier, and the referrer who may be affected.</summary>
public sealed record Promotion(
    long Key, string CustomerId, string? From, string To, long PreviousSeq, long? ReferrerKey)
{
    /// <summary>Cause of a promotion by the tier's conditions.</summary>
    public const string ByNumbers = "conditions";

    /// <summary>Cause of a promotion by an operator's approval, where that was the last condition.</summary>
    public const string ByApproval = "approval";

    /// <summary>Cause of a promotion by a training or exam, where that was the last condition.</summary>
    public const string ByTraining = "training";
}
