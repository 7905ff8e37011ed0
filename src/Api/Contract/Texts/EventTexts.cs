namespace SocialCommerce.Api.Contract.Texts;

/// <summary>Texts that fit the properties of waiting events: a refund that named no order and was attached.</summary>
internal static class EventTexts
{
    /// <summary>By the property's name, as in <see cref="SampleTexts"/>.</summary>
    public static readonly IReadOnlyDictionary<string, string> Fitting = new Dictionary<string, string>
    {
        ["eventId"] = "evt_0000000000042",
        ["referenceId"] = "r-20260205-1",
        ["appliedTo"] = "o-20260131-7",
        ["EventResolution.reason"] = "The channel sent its own order number",
    };
}
