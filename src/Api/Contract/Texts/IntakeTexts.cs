namespace SocialCommerce.Api.Contract.Texts;

/// <summary>Texts that fit properties of guests, the house account and identities.</summary>
internal static class IntakeTexts
{
    /// <summary>By the property's name; `Owner.name` where a name means something else there.</summary>
    public static readonly IReadOnlyDictionary<string, string> Fitting = new Dictionary<string, string>
    {
        ["guestId"] = "gst_3zk9f2m6q8r1v5x7c0b4n6d2h9",
        ["claimedBy"] = "c-1042",
        ["houseAccount"] = "c-1000",
        ["defaultCountry"] = "CN",
        ["IdentityCount.kind"] = "phone",
        ["AddIdentitiesWarning.code"] = "unreadablePhone",
        ["AddIdentitiesWarning.pointer"] = "#/identities/0/value",
    };
}
