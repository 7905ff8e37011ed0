namespace SocialCommerce.Referrals.Bindings;

/// <summary>How a binding ended.</summary>
public enum BindVerdict
{
    /// <summary>The edge was written now.</summary>
    Bound,

    /// <summary>The person already had this referrer.</summary>
    Same,

    /// <summary>The person has another referrer, for life.</summary>
    OtherReferrer,

    /// <summary>The person and the referrer are the same customer.</summary>
    SelfReferral,

    /// <summary>The referrer stands below the person.</summary>
    Cycle,
}
